import type { CallName } from "@signoff/core";
import type { ActorEvent } from "./actor-events.ts";

/** How a client experiences a lost reply: the connection is reset, or nothing happens until the timeout. */
export type LossMode = "reset" | "hang";

/** A fault of the network or of a gateway that one request meets. */
export type NetworkFault =
	| { kind: "none" }
	/** The connection is refused: the request was certainly not sent. */
	| { kind: "not_sent" }
	| { kind: "request_dropped"; loss: LossMode }
	| { kind: "reply_dropped"; loss: LossMode }
	/** The request arrives after the client has given up. */
	| { kind: "arrives_late"; loss: LossMode; delay_ms: number }
	/** Two copies arrive; the reply is that to the first. */
	| { kind: "duplicated" }
	/** Two copies arrive, the second one late, and no reply is received. */
	| { kind: "duplicated_late"; loss: LossMode; delay_ms: number }
	/** A gateway's status that does not say whether the submission was recorded. */
	| {
			kind: "failed";
			status: number;
			recorded: boolean;
			retry_after: number | null;
			html: boolean;
	  }
	/**
	 * A relay's 503 or 504 that carries its outcome: `deferred` after nothing was forwarded, `uncertain` after a request
	 * whose reply it lost.
	 */
	| { kind: "relayed"; status: 503 }
	| { kind: "relayed"; status: 504; recorded: boolean }
	/** A refusal by a gateway in front of the server. */
	| { kind: "refused"; status: number }
	| {
			kind: "rate_limited";
			/** Seconds; `null`: no `X-Rate-Limit-…` header. */
			reset_in: number | null;
			/** Seconds, also a fraction of one; `null`: no `Retry-After` header. */
			retry_after: number | null;
			/** Whether the header occurs twice, the second time with a second. @default false */
			repeated?: boolean | undefined;
			/** Whether the reply has a `Date` header. */
			dated: boolean;
	  }
	| { kind: "token_expired" }
	/** A read that shows an earlier state. */
	| { kind: "stale"; staleness_ms: number }
	/** A read whose body is an HTML page. */
	| { kind: "garbled" };

/** The result of a token refresh. `unusable_token`: the new token is refused as well. */
export type RefreshFault =
	| "refreshed"
	| "refresh_failed"
	| "refresh_refused"
	| "unusable_token";

/** A fault of the `nth` request of a kind, counted from 1. */
export type InjectedFault = {
	call: CallName;
	nth: number;
	fault: NetworkFault;
};

/** An event of a person just before the `nth` request of a kind, counted from 1, arrives. */
export type Interleaving = {
	before: { call: CallName; nth: number };
	event: ActorEvent;
};
