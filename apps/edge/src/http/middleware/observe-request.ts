import { SpanStatusCode } from "@opentelemetry/api";
import type { MiddlewareHandler } from "hono";
import { routePath } from "hono/route";
import type {
	RequestObserver,
	RequestRecord,
} from "../../observability/request-record.ts";
import {
	inRequestSpan,
	type RequestSpan,
	startRequestSpan,
} from "../../observability/tracing.ts";
import type { EdgeContext, HonoEnv } from "../request/context.ts";

/** Options of {@link observeRequest}. */
export type ObserveOptions = {
	/** `null` makes no records. */
	onRequest: RequestObserver | null;
	/** The path with its parameters' names, by the path in Hono's notation. */
	routes: ReadonlyMap<string, string>;
	/** Milliseconds of a clock that is never set back. */
	monotonicNow: () => number;
};

/** Records each request when its reply is made: a span, and what `onRequest` receives. */
export function observeRequest({
	onRequest,
	routes,
	monotonicNow,
}: ObserveOptions): MiddlewareHandler<HonoEnv> {
	return async (c, next) => {
		const startedAt = onRequest === null ? 0 : monotonicNow();
		const started = startRequestSpan(methodOf(c), (name) => c.req.header(name));
		c.set("traceContext", started.context);
		try {
			await inRequestSpan(started, next);
			if (onRequest === null && !started.span.isRecording()) return;
			const record = recordOf(c, routes);
			describeSpan(started, record);
			record.durationMs = monotonicNow() - startedAt;
			onRequest?.(record);
		} finally {
			started.span.end();
		}
	};
}

function recordOf(
	c: EdgeContext,
	routes: ReadonlyMap<string, string>,
): RequestRecord {
	return {
		requestId: c.get("requestId"),
		method: methodOf(c),
		route: routes.get(routePath(c, -1)) ?? null,
		companyId: idOf(c.req.param("company_id")),
		instanceId: idOf(c.req.param("id")),
		// Not set if the request was refused before.
		keyId: c.get("principal")?.keyId ?? null,
		outcome: c.get("outcome") ?? null,
		fault: c.get("fault") ?? null,
		status: c.res.status,
		durationMs: 0,
	};
}

function describeSpan({ span }: RequestSpan, record: RequestRecord): void {
	if (!span.isRecording()) return;
	const { method, route, status, outcome, fault } = record;
	span.updateName(route === null ? method : `${method} ${route}`);
	span.setAttributes({
		"http.request.method": method,
		"http.response.status_code": status,
		...(route === null ? {} : { "http.route": route }),
		...(outcome === null ? {} : { "signoff.outcome": outcome }),
	});
	if (status < 500) return;
	span.setAttribute("error.type", fault ?? String(status));
	span.setStatus({ code: SpanStatusCode.ERROR });
}

const methods = new Set("GET HEAD POST PUT PATCH DELETE OPTIONS".split(" "));

/** The method, or `OTHER`: a method may be any word. */
function methodOf(c: EdgeContext): string {
	return methods.has(c.req.method) ? c.req.method : "OTHER";
}

/** An id of the path, if it has the form of one: a path may contain anything. */
function idOf(parameter: string | undefined): string | null {
	return parameter !== undefined && /^\d{1,20}$/.test(parameter)
		? parameter
		: null;
}
