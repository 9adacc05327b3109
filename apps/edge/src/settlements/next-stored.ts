import type { SettlementState } from "@signoff/core/settlement";
import { roundEnd } from "./round-end.ts";
import type { SealedCredential } from "./seal.ts";
import type { Account, StoredSettlement } from "./stored-settlement.ts";

/** How long a process may be silent about a settlement before it is taken up again. */
const leaseMs = 60_000;

/** What does not change while a round runs. */
export type RoundIdentity = {
	id: string;
	principal: string;
	account: Account;
	credential: SealedCredential | null;
	/** How many rounds ended before. */
	rounds: number;
	endsAt: number;
};

/**
 * What is stored with a state. The credential is stored no longer than the settlement is open.
 *
 * @param version of what is stored now; 0 if nothing is
 */
export function nextStored(
	{ id, principal, account, credential, rounds, endsAt }: RoundIdentity,
	state: SettlementState,
	version: number,
	isAsync: boolean,
	now: number,
): StoredSettlement {
	const open: StoredSettlement = {
		id,
		version: version + 1,
		principal,
		account,
		credential,
		is_async: isAsync,
		state,
		rounds,
		ends_at: endsAt,
		wake_at: now + leaseMs,
		outcome: null,
		settled_at: null,
	};
	const { command } = state;
	if (command.kind === "sleep") return { ...open, wake_at: command.until };
	if (command.kind !== "finish") return open;
	const end = roundEnd(command.outcome, {
		...{ account: account.kind, isAsync, rounds, endsAt, now },
	});
	return end.kind === "again"
		? { ...open, rounds: rounds + 1, wake_at: end.at }
		: ended(open, end.outcome, now);
}

/** A settlement that has ended, as it is stored. */
export function ended(
	settlement: StoredSettlement,
	outcome: NonNullable<StoredSettlement["outcome"]>,
	now: number,
): StoredSettlement {
	return {
		...settlement,
		credential: null,
		wake_at: null,
		outcome,
		settled_at: now,
	};
}
