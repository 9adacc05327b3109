import type { OnRecordKind, OutcomeKind } from "./outcome.ts";

/** What holds for every outcome of a kind. */
export type OutcomeTraits = {
	/** It is certain that this response is on record. If false, it is not, or (`uncertain` only) it may be. */
	onRecord: boolean;
	/**
	 * The server's last word on this submission: the same person who sends it again, unchanged, gets the same answer,
	 * as long as the workflow and its permissions do not change.
	 */
	final: boolean;
	/** Sending the same submission again later, unchanged and with the same token, can help: at `retry_at`. */
	retryable: boolean;
	/** The step may still wait for this person's response, to this or to a corrected submission. */
	stepStillOpen: boolean;
};

const recorded = {
	onRecord: true,
	final: true,
	retryable: false,
	stepStillOpen: false,
} as const;

const settledOtherwise = { ...recorded, onRecord: false } as const;
const refused = { ...settledOtherwise, stepStillOpen: true } as const;
const notDecided = { ...refused, final: false } as const;
const retryLater = { ...notDecided, retryable: true } as const;

/** The traits of each kind: whatever depends on the kind alone and is neither a look nor a word is derived from them. */
export const outcomeTraits: {
	readonly [K in OutcomeKind]: Readonly<OutcomeTraits> & {
		readonly onRecord: K extends OnRecordKind ? true : false;
	};
} = {
	recorded,
	unchanged: recorded,
	accepted: recorded,
	conflict: settledOtherwise,
	superseded: settledOtherwise,
	invalid: refused,
	// Another token is another caller: the submission itself was not examined.
	unauthenticated: notDecided,
	forbidden: refused,
	not_found: refused,
	deferred: retryLater,
	uncertain: retryLater,
};

/** The exit code of each kind. An unexpected error exits with 1. */
export const exitCodes: Record<OutcomeKind, number> = {
	recorded: 0,
	unchanged: 0,
	accepted: 0,
	conflict: 3,
	superseded: 4,
	invalid: 2,
	unauthenticated: 5,
	forbidden: 6,
	not_found: 7,
	deferred: 8,
	uncertain: 9,
};
