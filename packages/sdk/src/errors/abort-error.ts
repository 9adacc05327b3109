import type { Outcome } from "@signoff/core/outcome";

/** The caller's signal broke a call off. What was sent before stays sent. */
export class AbortError extends Error {
	override readonly name = "AbortError";
	/** What is known so far: `uncertain` where a submission was under way. */
	readonly outcome: Outcome;

	/** @param cause the signal's reason */
	constructor(outcome: Outcome, cause: unknown) {
		super("The call was aborted; `outcome` says what is known so far.", {
			cause,
		});
		this.outcome = outcome;
	}
}

/** Tells an {@link AbortError} by its name and outcome, so that it works across realms and copies of the package. */
export function isAbortError(value: unknown): value is AbortError {
	return (
		value instanceof Error && value.name === "AbortError" && "outcome" in value
	);
}
