import type { Outcome } from "@signoff/core/outcome";
import { isAbortError } from "./abort-error.ts";
import { isSignoffError } from "./signoff-error.ts";

/** The value of a call, or the outcome that says why there is none. `message` is one sentence about that call. */
export type SafeResult<T> =
	| { kind: "ok"; value: T }
	| { kind: "failed"; outcome: Outcome; message: string };

/**
 * Waits for a call of this package and returns its failure instead of throwing it.
 *
 * @throws what is neither an `AbortError` nor a `SignoffError`
 */
export async function safe<T>(call: Promise<T>): Promise<SafeResult<T>> {
	try {
		return { kind: "ok", value: await call };
	} catch (error) {
		if (isAbortError(error))
			return failed(error.outcome, "Stopped before it was done.");
		if (isSignoffError(error)) return failed(error.outcome, error.message);
		throw error;
	}
}

function failed(outcome: Outcome, message: string): SafeResult<never> {
	return { kind: "failed", outcome, message };
}
