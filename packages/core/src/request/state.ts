import type { DeferredReason, Outcome } from "../outcome/outcome.ts";
import type { Policy } from "./policy.ts";

/** A call that is no submission: any read, or one that makes something. */
export type RequestRule = {
	/** The one status that means that it was done; `"2xx"`: any of them, where the contract names none. */
	success: 200 | 201 | "2xx";
	/** Whether it may be made again when nobody knows what became of it. */
	idempotent: boolean;
};

/** What a driver is to do next. */
export type RequestCommand =
	| { kind: "request" | "refresh_token"; timeout_ms: number }
	/** `until` is Unix milliseconds. */
	| { kind: "sleep"; until: number }
	| { kind: "finish"; result: RequestResult };

/** What a call came to: the answer hoped for, or why there is none (one of the kinds that are not on record). */
export type RequestResult =
	| { kind: "done"; headers: Record<string, string>; data: unknown }
	| { kind: "failed"; outcome: Outcome };

/** Everything a call knows. Plain JSON. */
export type RequestState = {
	rule: RequestRule;
	policy: Policy;
	deadline_at: number;
	command: RequestCommand;
	/** What to do after a sleep. */
	next: "request" | "refresh_token";
	calls_made: number;
	consecutive_failures: number;
	/** The token was just refreshed and no call has gone through with it. */
	fresh_token: boolean;
	/** The last thing that kept an answer from us. */
	last_failure: DeferredReason;
};

/** One step of a call. */
export type RequestTransition = {
	state: RequestState;
	command: RequestCommand;
};

/** Whether an answer's status means that a call was done. */
export function isSuccessStatus(
	{ success }: RequestRule,
	status: number,
): boolean {
	return success === "2xx" ? status >= 200 && status < 300 : status === success;
}
