import { type App, createApp } from "../../http/app.ts";
import type { RequestObserver } from "../../observability/request-record.ts";
import type { Upstream } from "../../upstreams/upstream.ts";
import { consoleLog } from "./console-log.ts";

/** An upstream without people: it refuses every token, so its other methods are never called. */
const upstream: Upstream = {
	identify: async () => null,
	submit: unreachable,
	preview: unreachable,
	readSettlement: unreachable,
	create: unreachable,
	read: unreachable,
	ready: async () => {},
};

async function unreachable(): Promise<never> {
	throw new Error("A method was called without an authenticated principal.");
}

/**
 * The app of a company that does not exist.
 *
 * @param publicUrl names the server in `/openapi.json`
 */
export function unknownCompanyApp(
	publicUrl: string | null,
	onRequest: RequestObserver | null,
): App {
	const app =
		apps.get(publicUrl) ??
		createApp({ upstream, log: consoleLog, publicUrl, onRequest });
	apps.set(publicUrl, app);
	return app;
}

/** By public URL, of which a deployment has one. */
const apps = new Map<string | null, App>();
