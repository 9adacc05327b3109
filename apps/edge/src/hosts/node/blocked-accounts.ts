/** The accounts that the upstream's limit blocks: their settlements stay in the table until it ends. */
export type BlockedAccounts = {
	/** @param ms for how long, in milliseconds; 0 if the account is not blocked */
	set(account: string, ms: number): void;
	names(): string[];
	/** When the next one is not blocked any longer, Unix milliseconds. */
	nextEnd(): number;
};

/**
 * Creates the list of one process.
 *
 * @param now Unix milliseconds
 */
export function createBlockedAccounts(now: () => number): BlockedAccounts {
	const ends = new Map<string, number>();

	function forgetEnded(): void {
		for (const [account, end] of ends) if (end <= now()) ends.delete(account);
	}

	return {
		set(account, ms) {
			if (ms > 0) ends.set(account, now() + ms);
			else ends.delete(account);
		},
		names() {
			forgetEnded();
			return [...ends.keys()];
		},
		nextEnd: () => Math.min(...ends.values()),
	};
}
