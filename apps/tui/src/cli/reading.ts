import type { Outcome } from "@signoff/core";
import { isAbortError, isSignoffError } from "@signoff/sdk";

/** What a call gave: the data, or the outcome that says why there is none (`message`: in words about this call). */
export type Read<T> =
	| { kind: "read"; value: T }
	| { kind: "unread"; outcome: Outcome; message: string };

/** Waits for a call of the sdk's; where it was refused or broken off, its error says what is known. */
export async function reading<T>(call: Promise<T>): Promise<Read<T>> {
	try {
		return { kind: "read", value: await call };
	} catch (error) {
		if (isAbortError(error))
			return {
				kind: "unread",
				outcome: error.outcome,
				message: "Stopped before it was done.",
			};
		if (isSignoffError(error))
			return { kind: "unread", outcome: error.outcome, message: error.message };
		throw error;
	}
}
