import type { Context as TraceContext } from "@opentelemetry/api";
import type { OutcomeKind } from "@signoff/core";
import type { Context } from "hono";
import type { Log } from "../../observability/log.ts";
import type { Principal, Upstream } from "../../upstreams/upstream.ts";

/** The context variables of a request. */
export type HonoEnv = {
	Variables: {
		requestId: string;
		/** When the request arrived, Unix milliseconds. */
		now: number;
		upstream: Upstream;
		log: Log;
		/** The URL of the edge for its callers; `null` if it is not known. */
		publicUrl: string | null;
		/** Set by `authenticate`, so on routes with the access `token` only. */
		principal: Principal;
		/** The span of the request, as the parent of others. */
		traceContext: TraceContext;
		/** Set by a reply that has an outcome. */
		outcome?: OutcomeKind;
		/** Set if the upstream could not be used. */
		fault?: string;
	};
};

/** Hono's context with this app's variables. */
export type EdgeContext = Context<HonoEnv>;
