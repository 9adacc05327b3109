import { type App, type AppOptions, createApp } from "../../http/app.ts";
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

/** The options of an app that a deployment sets. */
export type DeploymentOptions = Required<
	Pick<AppOptions, "publicUrl" | "corsOrigins" | "sampleToken">
>;

/** The app of a company that does not exist. */
export function unknownCompanyApp(
	options: DeploymentOptions,
	onRequest: RequestObserver | null,
): App {
	const app =
		apps.get(options.publicUrl) ??
		createApp({ upstream, log: consoleLog, ...options, onRequest });
	apps.set(options.publicUrl, app);
	return app;
}

/** By public URL, of which a deployment has one. */
const apps = new Map<string | null, App>();
