import type { Reason } from "../outcome/outcome.ts";

/** What became of a command. */
export type RequestEvent =
	/** Header names lower case; `data` is the body as JSON, or text, or `null` where there is none. */
	| {
			kind: "response";
			status: number;
			headers: Record<string, string>;
			data: unknown;
	  }
	/** Sent, and no (whole) answer came. */
	| { kind: "no_response" }
	/** Certainly never sent: connection refused, name not found. */
	| { kind: "not_sent" }
	/** Not sent: there is no token, and a refresh may bring one. */
	| { kind: "no_token" }
	/** Not sent: the pace lets the call under way, or the one slept for, go at this moment (Unix milliseconds). */
	| { kind: "throttled"; until: number }
	| { kind: "slept" }
	| { kind: "refreshed" }
	/** The refresh got no answer that decides. */
	| { kind: "refresh_failed" }
	/** There is no other token to be had; what helps, where that is known. */
	| { kind: "refresh_refused"; reason?: Reason };

/** An answer, as a call's end. */
export type ResponseEvent = Extract<RequestEvent, { kind: "response" }>;
