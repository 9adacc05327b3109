import type { CauseCode } from "../outcome/cause.ts";
import type { DeferredReason, Outcome } from "../outcome/outcome.ts";
import type { Policy } from "./policy.ts";

/** A request that is not a submission: a read, or one that creates a resource. */
export type RequestRule = {
	/** The status that means success; `"2xx"`: any of them, if the contract names none. */
	success: 200 | 201 | "2xx";
	/** Whether it may be repeated if its result is unknown. */
	idempotent: boolean;
};

/** What the driver has to do next. */
export type RequestCommand =
	/** `timeout_ms` is a positive integer. */
	| { kind: "request" | "refresh_token"; timeout_ms: number }
	/** `until` is Unix milliseconds. */
	| { kind: "sleep"; until: number }
	| { kind: "finish"; result: RequestResult };

/** The result of a request: the successful response, or an outcome that says why there is none. */
export type RequestResult =
	| { kind: "done"; headers: Record<string, string>; data: unknown }
	| { kind: "failed"; outcome: Outcome };

/** The state of a request. Plain JSON. */
export type RequestState = {
	rule: RequestRule;
	policy: Policy;
	deadline_at: number;
	/** The server asked for no request before this moment; 0 if it named none. */
	not_before: number;
	command: RequestCommand;
	/** What to do after a sleep. */
	next: "request" | "refresh_token";
	calls_made: number;
	consecutive_failures: number;
	/** The token was just refreshed, and the server has not accepted it yet. */
	fresh_token: boolean;
	/** Why the last attempt failed, and what caused it if that is known. */
	last_failure: DeferredReason;
	last_cause: CauseCode | null;
	/** Answers in a row that are not from the API. */
	foreign_answers: number;
};

/** The new state and the command to execute. */
export type RequestTransition = {
	state: RequestState;
	command: RequestCommand;
};

/** True if the status means success for this request. */
export function isSuccessStatus(
	{ success }: RequestRule,
	status: number,
): boolean {
	return success === "2xx" ? status >= 200 && status < 300 : status === success;
}
