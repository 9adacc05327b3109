import { type App, createApp } from "../../http/app.ts";
import type { Upstream } from "../../upstreams/upstream.ts";
import { consoleLog } from "./console-log.ts";

/** An upstream that knows nobody: every token is refused, so nothing else is ever asked of it. */
const upstream: Upstream = {
	identify: async () => null,
	submit: unreachable,
	create: unreachable,
	read: unreachable,
	ready: async () => {},
};

async function unreachable(): Promise<never> {
	throw new Error("Nobody was let in, and yet somebody asks.");
}

/** The app of a company that is not there. */
export const unknownCompanyApp: App = createApp({ upstream, log: consoleLog });
