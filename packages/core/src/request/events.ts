import type { Reason } from "../outcome/outcome.ts";

/** What became of a command. */
export type SettleEvent =
	/** Header names lower case; `data` is the body as JSON, or text, or `null` where there is none. */
	| {
			kind: "answered";
			status: number;
			headers: Record<string, string>;
			data: unknown;
	  }
	/** Sent, and no (whole) answer came. */
	| { kind: "lost" }
	/** Certainly never sent: connection refused, name not found. */
	| { kind: "unsent" }
	/** Not sent: there is no token, and a refresh may bring one. */
	| { kind: "tokenless" }
	/** Not sent: the pace lets the call under way, or the one slept for, go at this moment (Unix milliseconds). */
	| { kind: "held"; until: number }
	| { kind: "slept" }
	| { kind: "refreshed" }
	/** The refresh got no answer that decides. */
	| { kind: "refresh_failed" }
	/** There is no other token to be had; what helps, where that is known. */
	| { kind: "refresh_refused"; reason?: Reason };

/** An answer, as a call's end. */
export type Answered = Extract<SettleEvent, { kind: "answered" }>;
