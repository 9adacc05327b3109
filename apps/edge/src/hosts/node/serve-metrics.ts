import { Hono } from "hono";
import { ownHostOnly } from "../../http/middleware/own-host.ts";
import type { HonoEnv } from "../../http/request/context.ts";
import { replyWithProblem } from "../../http/responses/problem.ts";
import type { Metrics } from "../../observability/metrics.ts";
import { listen, type RunningServer } from "./listen.ts";

/** Options of {@link serveMetrics}. */
export type ServeMetricsOptions = {
	host: string;
	/** 0 picks a free port. */
	port: number;
	publicUrl: string | null;
	/** Whether requests to a host other than loopback and the public URL's are refused with 421. */
	isOwnHostOnly: boolean;
};

/**
 * Serves `GET /metrics` on its port, without a token.
 *
 * @throws the system's error if it cannot listen
 */
export async function serveMetrics(
	metrics: Metrics,
	{ host, port, publicUrl, isOwnHostOnly }: ServeMetricsOptions,
): Promise<RunningServer> {
	const app = new Hono<HonoEnv>();
	app.use(async (c, next) => {
		c.set("requestId", crypto.randomUUID());
		await next();
	});
	if (isOwnHostOnly) app.use(ownHostOnly(publicUrl));
	app.get("/metrics", async (c) =>
		c.body(await metrics.text(), 200, {
			"Content-Type": metrics.contentType,
			"Cache-Control": "no-store",
		}),
	);
	app.notFound((c) =>
		replyWithProblem(c, 404, "Only GET /metrics is served here."),
	);
	// Prometheus keeps its connection, which must not delay the end of the process.
	return listen(app, host, port, { idleTimeoutMs: 0 });
}
