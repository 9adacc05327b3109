import { Hono } from "hono";
import {
	type StaticFile,
	sampleFile,
	staticFiles,
} from "../explorer/static-files.ts";
import { UpstreamFault } from "../faults/upstream-fault.ts";
import { errorLogEntry, type Log } from "../observability/log.ts";
import type { RequestObserver } from "../observability/request-record.ts";
import type { Upstream } from "../upstreams/upstream.ts";
import { authenticate } from "./middleware/authenticate.ts";
import { crossOriginReplies, preflight } from "./middleware/cross-origin.ts";
import { observeRequest } from "./middleware/observe-request.ts";
import { ownHostOnly } from "./middleware/own-host.ts";
import { openApiRoutes } from "./openapi/route.ts";
import type { HonoEnv } from "./request/context.ts";
import {
	internalErrorMessage,
	replyWithOutcome,
	replyWithProblem,
} from "./responses/problem.ts";
import { addStandardHeaders } from "./responses/standard-headers.ts";
import { apiRoutes, type EdgeRoute } from "./routes/table.ts";

/** Options of {@link createApp}. */
export type AppOptions = {
	upstream: Upstream;
	/** Receives unexpected errors. */
	log: Log;
	/** Is called once for each request, when its reply is made. @default null */
	onRequest?: RequestObserver | null;
	/** The URL of the edge for its callers, without a slash at the end. Without it, links are relative. @default null */
	publicUrl?: string | null;
	/** The origins whose pages may call the edge from a browser (CORS). @default [] */
	corsOrigins?: readonly string[];
	/** Whether requests to a host other than loopback and the public URL's are refused with 421. @default false */
	ownHostOnly?: boolean;
	/** A fixture's token, which is no secret: the page `/docs` fills it in. @default null */
	sampleToken?: string | null;
	/** Unix milliseconds. @default the system's clock */
	now?: () => number;
	/** Milliseconds of a clock that is never set back, for durations. @default `performance.now` */
	monotonicNow?: () => number;
};

/** The edge as a Fetch API handler, the same on every host. */
export type App = Pick<Hono<HonoEnv>, "fetch" | "request">;

/** Creates the app in front of an upstream. */
export function createApp({
	upstream,
	log,
	onRequest = null,
	publicUrl = null,
	corsOrigins = [],
	ownHostOnly: isOwnHostOnly = false,
	sampleToken = null,
	now = Date.now,
	monotonicNow = () => performance.now(),
}: AppOptions): App {
	const app = new Hono<HonoEnv>();
	const allRoutes = [...apiRoutes, ...openApiRoutes(apiRoutes, publicUrl)];
	const files = [...staticFiles, sampleFile(sampleToken)];
	const paths = [...allRoutes, ...files].map(({ path }) => path);
	const routes = new Map(paths.map((path) => [honoPath(path), path]));
	app.use(async (c, next) => {
		const requestId = crypto.randomUUID();
		c.set("requestId", requestId);
		c.set("now", now());
		c.set("upstream", upstream);
		c.set("log", log);
		c.set("publicUrl", publicUrl);
		await next();
		addStandardHeaders(c, requestId);
	});
	app.use(observeRequest({ onRequest, routes, monotonicNow }));
	if (isOwnHostOnly) app.use(ownHostOnly(publicUrl));
	const isCrossOrigin = corsOrigins.length > 0;
	if (isCrossOrigin) app.use(crossOriginReplies(corsOrigins));
	for (const { path, body, headers } of files)
		app.get(path, (c) => c.body(body, 200, headers));
	for (const { method, path, access, handler } of allRoutes) {
		const guards = access === "token" ? [authenticate] : [];
		app.on(method, [honoPath(path)], ...guards, handler);
	}
	for (const [path, allow] of allowedMethods([
		...allRoutes,
		...files.map(asRoute),
	])) {
		if (isCrossOrigin)
			app.options(honoPath(path), preflight(corsOrigins, allow));
		app.options(honoPath(path), (c) => c.body(null, 204, { Allow: allow }));
		app.all(honoPath(path), (c) =>
			replyWithProblem(c, 405, "This path does not support that method.", {
				Allow: allow,
			}),
		);
	}
	app.notFound((c) => replyWithProblem(c, 404, "There is no such path."));
	app.onError((error, c) => {
		log(errorLogEntry(c.get("requestId"), error));
		if (error instanceof UpstreamFault) {
			c.set("fault", error.fault);
			return replyWithOutcome(c, error.outcome);
		}
		return replyWithProblem(c, 500, internalErrorMessage);
	});
	return app;
}

/** A path with its parameters in Hono's notation. */
function honoPath(path: string): string {
	return path.replace(/\{(\w+)\}/g, ":$1");
}

function asRoute({ path }: StaticFile): Pick<EdgeRoute, "method" | "path"> {
	return { method: "GET", path };
}

function allowedMethods(
	routes: readonly Pick<EdgeRoute, "method" | "path">[],
): Map<string, string> {
	const methods = new Map<string, Set<string>>();
	for (const { method, path } of routes) {
		const names = methods.get(path) ?? new Set();
		for (const each of method === "GET" ? ["GET", "HEAD"] : [method])
			names.add(each);
		methods.set(path, names);
	}
	return new Map(
		[...methods].map(([path, names]) => [
			path,
			[...names, "OPTIONS"].join(", "),
		]),
	);
}
