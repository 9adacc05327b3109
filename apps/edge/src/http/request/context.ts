import type { Context } from "hono";
import type { Caller, Upstream } from "../../upstreams/upstream.ts";

/** What a request carries through the app. */
export type Env = {
	Variables: {
		requestId: string;
		/** Unix milliseconds, when the request came in. */
		now: number;
		upstream: Upstream;
		/** Set once the token is known to be somebody's. */
		caller: Caller;
	};
};

/** Hono's context, in this app. */
export type EdgeContext = Context<Env>;
