import type { Auth, RefreshResult } from "@signoff/sdk";

/** Asks a person to log in again; resolves to the tokens of the new login, or to `null` if there is none. */
export type AskAgain = () => Promise<Auth | null>;

/** Tokens that another login can replace while they are used. */
export type ReplaceableAuth = {
	auth: Auth;
	/** From now on, a login that cannot be renewed is asked for. */
	askWith: (ask: AskAgain) => void;
};

/** How long a person who has declined is not asked again: requests that were refused together ask once. */
const pauseMs = 5_000;

/** @param monotonicNow milliseconds of a clock that never goes back */
export function replaceableAuth(
	first: Auth,
	monotonicNow: () => number = () => performance.now(),
): ReplaceableAuth {
	let current = first;
	let ask: AskAgain | null = null;
	let asking: Promise<Auth | null> | null = null;
	let askAt = 0;

	async function askOnce(again: AskAgain): Promise<Auth | null> {
		const next = await again().catch(() => null);
		if (next === null) askAt = monotonicNow() + pauseMs;
		else current = next;
		return next;
	}

	async function refresh(usedToken: string): Promise<RefreshResult> {
		const used = current;
		const result = await used.refresh(usedToken);
		if (ask === null || !isRefused(result)) return result;
		// Another request has asked meanwhile.
		if (used !== current) return "refreshed";
		if (asking === null && monotonicNow() < askAt) return result;
		asking ??= askOnce(ask).finally(() => {
			asking = null;
		});
		return (await asking) === null ? result : "refreshed";
	}

	return {
		auth: { token: () => current.token(), refresh },
		askWith(again) {
			ask = again;
		},
	};
}

function isRefused(result: RefreshResult): boolean {
	return (
		result === "refused" ||
		(typeof result === "object" && result.kind === "refused")
	);
}
