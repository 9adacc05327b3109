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
	const key = `${options.publicUrl} ${options.sampleToken}`;
	const app =
		apps.get(key) ??
		createApp({ upstream, log: consoleLog, ...options, onRequest });
	apps.set(key, app);
	return app;
}

/** By public URL and sample token, of which a deployment has one each. */
const apps = new Map<string, App>();
