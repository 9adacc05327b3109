import type { Outcome } from "@signoff/core/outcome";

/** A read, or the creation of an instance, failed. */
export class SignoffError extends Error {
	override readonly name = "SignoffError";
	/** Why: `unauthenticated`, `forbidden`, `not_found`, `invalid`, `deferred`, or `uncertain`. */
	readonly outcome: Outcome;

	/**
	 * @param operation what was attempted, as in "Reading the instance"
	 * @param reason completes "Reading the instance failed: …"
	 */
	constructor(operation: string, outcome: Outcome, reason: string) {
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
