import type { Outcome } from "@signoff/core";
import { withOwnLogin } from "./own-login.ts";
import type { Account } from "./stored-settlement.ts";

/** What is known of a settlement when one of its rounds ends. */
export type RoundContext = {
	account: Account["kind"];
	/** Whether it goes on if no caller waits. */
	isAsync: boolean;
	/** How many rounds ended before. */
	rounds: number;
	/** When it ends even if nothing is certain. Unix milliseconds. */
	endsAt: number;
	now: number;
};

/** Whether a settlement ends with a round, or goes on with another one. */
export type RoundEnd =
	| { kind: "ended"; outcome: Outcome }
	/** `at`: when the next round begins, Unix milliseconds. */
	| { kind: "again"; at: number };

const firstPauseMs = 5_000;
const longestPauseMs = 900_000;

/**
 * Decides whether a settlement goes on after a round. It does as long as its response may be on record, and while nothing
 * is certain for a caller who does not wait; until its time is over, or until its caller's token has expired.
 */
export function roundEnd(given: Outcome, context: RoundContext): RoundEnd {
	const outcome = withOwnLogin(given, context.account, context.now);
	const { isAsync, rounds, endsAt, now } = context;
	const goesOn =
		(outcome.kind === "uncertain" && !hasExpiredToken(outcome, context)) ||
		(outcome.kind === "deferred" && isAsync);
	if (!goesOn || now >= endsAt) return { kind: "ended", outcome };
	const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** rounds);
	const at = Math.max(Date.parse(outcome.retry_at), now + pauseMs);
	return { kind: "again", at: Math.min(at, endsAt) };
}

/** A caller's token cannot be renewed here: the same submission with another one takes the settlement up. */
function hasExpiredToken(
	{ attempts }: Outcome,
	{ account }: RoundContext,
): boolean {
	return account === "caller" && attempts.some(({ status }) => status === 401);
}
