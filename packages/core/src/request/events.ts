import type { CauseCode } from "../outcome/cause.ts";
import type { Reason } from "../outcome/outcome.ts";

/** The result of a command. */
export type RequestEvent =
	/** Header names are lower case. `data` is the body as JSON, else as text; `null` if there is none. */
	| {
			kind: "response";
			status: number;
			headers: Record<string, string>;
			data: unknown;
	  }
	/** Sent, but no complete HTTP response was received. */
	| { kind: "no_response"; cause?: CauseCode }
	/**
	 * Certainly not sent: connection refused, host not found. `permanent`: waiting cannot remove the cause, although it
	 * often can remove causes of that code.
	 */
	| { kind: "not_sent"; cause?: CauseCode; permanent?: boolean }
	/** Not sent: there is no access token. A refresh may provide one. */
	| { kind: "no_token" }
	/**
	 * Not sent: the rate limiter allows this request, or the one after the sleep, at `until` (Unix milliseconds).
	 * `awaits_response`: no limit is known to be reached; the request waits for the response to another one.
	 */
	| { kind: "throttled"; until: number; awaits_response?: boolean }
	| { kind: "slept" }
	| { kind: "refreshed" }
	/** The refresh ended without a conclusive response. */
	| { kind: "refresh_failed" }
	/** No other token can be obtained. `reason` says what helps, if that is known. */
	| { kind: "refresh_refused"; reason?: Reason };

/** A request that the rate limiter held back. */
export type ThrottledEvent = Extract<RequestEvent, { kind: "throttled" }>;

/** A request that ended with an HTTP response. */
export type ResponseEvent = Extract<RequestEvent, { kind: "response" }>;
