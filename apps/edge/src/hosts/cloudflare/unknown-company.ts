import { type App, createApp } from "../../http/app.ts";
import type { Upstream } from "../../upstreams/upstream.ts";
import { logLine } from "./console-log.ts";

/** An upstream that knows nobody: every token is refused, so nothing else is ever asked of it. */
const upstream: Upstream = {
	identify: async () => null,
	submit: unasked,
	create: unasked,
	read: unasked,
	ready: async () => {},
};

async function unasked(): Promise<never> {
	throw new Error("Nobody was let in, and yet somebody asks.");
}

/** The app of a company that is not there. */
export const nobody: App = createApp({ upstream, log: logLine });
