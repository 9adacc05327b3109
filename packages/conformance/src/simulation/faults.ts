import type { CallName } from "@signoff/core";
import type { ActorEvent } from "./actor-events.ts";

/** How a call that gets no answer ends for the caller. */
export type LossMode = "reset" | "hang";

/** What becomes of a call on its way. Delays in milliseconds. */
export type NetworkFault =
	| { kind: "none" }
	/** The connection is refused: certainly never sent. */
	| { kind: "not_sent" }
	| { kind: "request_dropped"; loss: LossMode }
	| { kind: "reply_dropped"; loss: LossMode }
	/** Arrives long after the caller has given up. */
	| { kind: "arrives_late"; loss: LossMode; delay_ms: number }
	/** Two copies arrive; the answer is the first one's. */
	| { kind: "duplicated" }
	/** Two copies, the second one late, and no answer. */
	| { kind: "duplicated_late"; loss: LossMode; delay_ms: number }
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
	| { kind: "stale"; staleness_ms: number }
	/** A read whose body is not what it should be. */
	| { kind: "garbled" };

/** What becomes of a token refresh. `dead`: the new token is no good either. */
export type RefreshFault =
	| "refreshed"
	| "refresh_failed"
	| "refresh_refused"
	| "unusable_token";

/** Something that goes wrong with the `nth` call of a name (from 1). */
export type InjectedFault = {
	call: CallName;
	nth: number;
	fault: NetworkFault;
};

/** Something that somebody does just before the `nth` call of a name (from 1) arrives. */
export type Interleaving = {
	before: { call: CallName; nth: number };
	event: ActorEvent;
};
