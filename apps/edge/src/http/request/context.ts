import type { Context } from "hono";
import type { Principal, Upstream } from "../../upstreams/upstream.ts";

/** What a request carries through the app. */
export type HonoEnv = {
	Variables: {
		requestId: string;
		/** Unix milliseconds, when the request came in. */
		now: number;
		upstream: Upstream;
		/** Set once the token is known to be somebody's. */
		principal: Principal;
	};
};

/** Hono's context, in this app. */
export type EdgeContext = Context<HonoEnv>;
