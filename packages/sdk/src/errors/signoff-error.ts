import {
	matchOutcome,
	type Outcome,
	type OutcomeTable,
} from "@signoff/core/outcome";

/** A read, or the making of an instance, came to nothing. */
export class SignoffError extends Error {
	override readonly name = "SignoffError";
	/** Why: `unauthenticated`, `forbidden`, `not_found`, `invalid`, `deferred`, or `uncertain`. */
	readonly outcome: Outcome;

	/** @param attempted what was attempted, as in "Reading the instance" */
	constructor(
		attempted: string,
		outcome: Outcome,
		why: string = matchOutcome(outcome, words),
	) {
		super(`${attempted} failed: ${why}.`);
		this.outcome = outcome;
	}
}

/** Tells a {@link SignoffError} by its name, so that it works across realms and copies of the package. */
export function isSignoffError(value: unknown): value is SignoffError {
	return (
		value instanceof Error &&
		value.name === "SignoffError" &&
		"outcome" in value
	);
}

const unexpected = (): string => "the server answered something else";

const words: OutcomeTable<string> = {
	recorded: unexpected,
	unchanged: unexpected,
	accepted: unexpected,
	conflict: unexpected,
	superseded: unexpected,
	invalid: () => "the request is not valid (see `outcome.issues`)",
	unauthenticated: () => "the access token is missing, expired or revoked",
	forbidden: () => "this is not permitted to you",
	not_found: () => "there is no such thing, or you may not see it",
	deferred: ({ retry_at }) =>
		`the server could not be asked; try again after ${retry_at}`,
	uncertain: () => "no answer came; it may have been done or not",
};
