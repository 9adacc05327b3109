import type { Outcome } from "@signoff/core/outcome";

/** The caller's signal aborted a call. Requests sent before that are not undone. */
export class AbortError extends Error {
	override readonly name = "AbortError";
	/** What is known so far: `uncertain` if a submission was in flight. */
	readonly outcome: Outcome;

	/** @param cause the signal's reason */
	constructor(outcome: Outcome, cause: unknown) {
		super("The call was aborted (see `outcome`).", {
			cause,
		});
		this.outcome = outcome;
	}
}

/** Recognises an {@link AbortError} by its name and outcome: works across realms and copies of the package. */
export function isAbortError(value: unknown): value is AbortError {
	return (
		value instanceof Error && value.name === "AbortError" && "outcome" in value
	);
}
