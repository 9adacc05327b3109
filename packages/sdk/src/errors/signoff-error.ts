import {
	matchOutcome,
	type Outcome,
	type OutcomeTable,
} from "@signoff/core/outcome";

/** A read, or the creation of an instance, failed. */
export class SignoffError extends Error {
	override readonly name = "SignoffError";
	/** Why: `unauthenticated`, `forbidden`, `not_found`, `invalid`, `deferred`, or `uncertain`. */
	readonly outcome: Outcome;

	/** @param operation what was attempted, as in "Reading the instance" */
	constructor(
		operation: string,
		outcome: Outcome,
		reason: string = matchOutcome(outcome, reasons),
	) {
		super(`${operation} failed: ${reason}.`);
		this.outcome = outcome;
	}
}

/** Recognises a {@link SignoffError} by its name and outcome: works across realms and copies of the package. */
export function isSignoffError(value: unknown): value is SignoffError {
	return (
		value instanceof Error &&
		value.name === "SignoffError" &&
		"outcome" in value
	);
}

const unexpected = (): string => "the response is unexpected";

const reasons: OutcomeTable<string> = {
	recorded: unexpected,
	unchanged: unexpected,
	accepted: unexpected,
	conflict: unexpected,
	superseded: unexpected,
	invalid: () => "the request is invalid (see `outcome.issues`)",
	unauthenticated: () => "the access token is missing, expired or revoked",
	forbidden: () => "you do not have permission",
	not_found: () => "it does not exist, or you may not see it",
	deferred: ({ retry_at }) => `try again after ${retry_at}`,
	uncertain: () => "it may have been done or not",
};
