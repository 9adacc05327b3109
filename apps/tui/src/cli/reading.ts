import type { Outcome } from "@signoff/core";
import { isAbortError, isSignoffError } from "@signoff/sdk";

/** What a read gave: the data, or the outcome that says why there is none. */
export type Read<T> =
	| { kind: "read"; value: T }
	| { kind: "outcome"; outcome: Outcome };

/** Waits for a call of the sdk's; where it was refused or broken off, its error says what is known. */
export async function reading<T>(call: Promise<T>): Promise<Read<T>> {
	try {
		return { kind: "read", value: await call };
	} catch (error) {
		if (isSignoffError(error) || isAbortError(error))
			return { kind: "outcome", outcome: error.outcome };
		throw error;
	}
}
