import { Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import { type StaticFile, staticFiles } from "../explorer/static-files.ts";
import { errorLogEntry, type Log } from "../observability/log.ts";
import type { Upstream } from "../upstreams/upstream.ts";
import { authenticate } from "./middleware/authenticate.ts";
import { openApiRoute } from "./openapi/route.ts";
import type { HonoEnv } from "./request/context.ts";
import { internalErrorMessage, replyWithProblem } from "./responses/problem.ts";
import { type Route, routes as workingRoutes } from "./routes/table.ts";

/** What the app is made of. */
export type AppOptions = {
	upstream: Upstream;
	/** Where unforeseen errors are written. */
	log: Log;
	/** Unix milliseconds. @default the machine's clock */
	now?: () => number;
};

/** The edge as a web-standard app: the same on every host. */
export type App = Pick<Hono<HonoEnv>, "fetch" | "request">;

/** Builds the app on an upstream. */
export function createApp({ upstream, log, now = Date.now }: AppOptions): App {
	const app = new Hono<HonoEnv>();
	app.use(secureHeaders());
	app.use(async (c, next) => {
		const requestId = crypto.randomUUID();
		c.set("requestId", requestId);
		c.set("now", now());
		c.set("upstream", upstream);
		await next();
		c.header("x-request-id", requestId);
		c.header("Cache-Control", "no-store");
	});
	for (const { path, body, headers } of staticFiles)
		app.get(path, (c) => c.body(body, 200, headers));
	const routes = [...workingRoutes, openApiRoute(workingRoutes)];
	for (const { method, path, access, handler } of routes) {
		const guards = access === "token" ? [authenticate] : [];
		app.on(method, [honoPath(path)], ...guards, handler);
	}
	for (const [path, allow] of allowedMethods([
		...routes,
		...staticFiles.map(asRoute),
	])) {
		app.all(honoPath(path), (c) =>
			replyWithProblem(c, 405, "This path does not know that method.", {
				Allow: allow,
			}),
		);
	}
	app.notFound((c) => replyWithProblem(c, 404, "There is no such path here."));
	app.onError((error, c) => {
		log(errorLogEntry(c.get("requestId"), error));
		return replyWithProblem(c, 500, internalErrorMessage);
	});
	return app;
}

/** Hono's way to write a path's parameters. */
function honoPath(path: string): string {
	return path.replace(/\{(\w+)\}/g, ":$1");
}

function asRoute({ path }: StaticFile): Pick<Route, "method" | "path"> {
	return { method: "GET", path };
}

function allowedMethods(
	routes: readonly Pick<Route, "method" | "path">[],
): Map<string, string> {
	const methods = new Map<string, Set<string>>();
	for (const { method, path } of routes) {
		const known = methods.get(path) ?? new Set();
		for (const each of method === "GET" ? ["GET", "HEAD"] : [method])
			known.add(each);
		methods.set(path, known);
	}
	return new Map(
		[...methods].map(([path, known]) => [path, [...known].join(", ")]),
	);
}
