import type { CallName } from "@signoff/core";
import type { Doing } from "./actor-events.ts";

/** How a call that gets no answer ends for the caller. */
export type Silence = "reset" | "hang";

/** What becomes of a call on its way. Delays in milliseconds. */
export type Fate =
	| { kind: "through" }
	/** The connection is refused: certainly never sent. */
	| { kind: "unsent" }
	| { kind: "request_dropped"; silence: Silence }
	| { kind: "answer_dropped"; silence: Silence }
	/** Arrives long after the caller has given up. */
	| { kind: "arrives_late"; silence: Silence; delay: number }
	/** Two copies arrive; the answer is the first one's. */
	| { kind: "duplicated" }
	/** Two copies, the second one late, and no answer. */
	| { kind: "duplicated_late"; silence: Silence; delay: number }
	/** A status from before or behind the server: the submission may have gone in or not. */
	| {
			kind: "failed";
			status: number;
			recorded: boolean;
			retry_after: number | null;
			html: boolean;
	  }
	/** A refusal by something in front of the server. */
	| { kind: "refused"; status: number }
	| {
			kind: "rate_limited";
			/** Seconds; `null`: no `X-Rate-Limit-…` header at all. */
			reset_in: number | null;
			retry_after: number | null;
			dated: boolean;
	  }
	| { kind: "token_expired" }
	/** A read as it was some time ago. */
	| { kind: "stale"; lag: number }
	/** A read whose body is not what it should be. */
	| { kind: "garbled" };

/** What becomes of a token refresh. `dead`: the new token is no good either. */
export type RefreshFate =
	| "refreshed"
	| "refresh_failed"
	| "refresh_refused"
	| "dead";

/** Something that goes wrong with the `nth` call of a name (from 1). */
export type Fault = { call: CallName; nth: number; fate: Fate };

/** Something that somebody does just before the `nth` call of a name (from 1) arrives. */
export type Meanwhile = {
	before: { call: CallName; nth: number };
	doing: Doing;
};
