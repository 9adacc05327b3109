import type { Cause, Outcome } from "@signoff/core/outcome";
import type { CompletedRequest } from "../observability/observer.ts";

/** A read, or the creation of an instance, failed. */
export class SignoffError extends Error {
	override readonly name = "SignoffError";
	/** Why: `unauthenticated`, `forbidden`, `not_found`, `invalid`, `deferred`, or `uncertain`. */
	readonly outcome: Outcome;
	/** Why no answer decided it: the cause of the outcome, if it has one. */
	declare readonly cause?: Cause | undefined;
	/** The HTTP status of the last request; `null` without an HTTP response. */
	readonly status: number | null;
	/** The server's `x-request-id` of the last request; `null` if there is none. */
	readonly request_id: string | null;
	/** Every request made, in order. */
	readonly attempts: CompletedRequest[];

	/**
	 * @param operation what was attempted, as in "Reading the instance"
	 * @param reason completes "Reading the instance failed: …"
	 * @param attempts every request made, in order
	 */
	constructor(
		operation: string,
		outcome: Outcome,
		reason: string,
		attempts: CompletedRequest[] = [],
	) {
		super(
			`${operation} failed: ${reason}.`,
			"cause" in outcome ? { cause: outcome.cause } : {},
		);
		const last = attempts.at(-1);
		this.outcome = outcome;
		this.status = last?.status ?? null;
		this.request_id = last?.request_id ?? null;
		this.attempts = attempts;
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
