import { Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import { type Page, pages } from "../explorer/static-files.ts";
import { failure, type Log } from "../observability/log.ts";
import type { Upstream } from "../upstreams/upstream.ts";
import { authenticate } from "./middleware/authenticate.ts";
import { openApiRoute } from "./openapi/route.ts";
import type { Env } from "./request/context.ts";
import { answerProblem, failureMessage } from "./responses/problem.ts";
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
export type App = Pick<Hono<Env>, "fetch" | "request">;

/** Builds the app on an upstream. */
export function createApp({ upstream, log, now = Date.now }: AppOptions): App {
	const app = new Hono<Env>();
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
	for (const { path, body, headers } of pages)
		app.get(path, (c) => c.body(body, 200, headers));
	const routes = [...workingRoutes, openApiRoute(workingRoutes)];
	for (const { method, path, access, handler } of routes) {
		const guards = access === "token" ? [authenticate] : [];
		app.on(method, [pattern(path)], ...guards, handler);
	}
	for (const [path, allow] of allowed([...routes, ...pages.map(asRoute)])) {
		app.all(pattern(path), (c) =>
			answerProblem(c, 405, "This path does not know that method.", {
				Allow: allow,
			}),
		);
	}
	app.notFound((c) => answerProblem(c, 404, "There is no such path here."));
	app.onError((error, c) => {
		log(failure(c.get("requestId"), error));
		return answerProblem(c, 500, failureMessage);
	});
	return app;
}

/** Hono's way to write a path's parameters. */
function pattern(path: string): string {
	return path.replace(/\{(\w+)\}/g, ":$1");
}

function asRoute({ path }: Page): Pick<Route, "method" | "path"> {
	return { method: "GET", path };
}

function allowed(
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
