import type { DatabaseSync } from "node:sqlite";
import { isLoopback } from "@signoff/core/validation/loopback";
import { sampleToken } from "../../explorer/sample.ts";
import { createApp } from "../../http/app.ts";
import {
	errorLogEntry,
	type Log,
	type LogLevel,
} from "../../observability/log.ts";
import type { Metrics } from "../../observability/metrics.ts";
import { requestLog } from "../../observability/request-log.ts";
import { combineObservers } from "../../observability/request-record.ts";
import type { Upstream } from "../../upstreams/upstream.ts";
import { BackupError } from "./backup-file.ts";
import { type BackupSocket, serveBackups } from "./backup-socket.ts";
import { Drain } from "./drain.ts";
import { listen, type RunningServer } from "./listen.ts";
import { type ServeMetricsOptions, serveMetrics } from "./serve-metrics.ts";

/** How any upstream is served. */
export type ServeUpstreamOptions = {
	/** @default "127.0.0.1" */
	host?: string;
	/** 0 picks a free port. @default 8787 */
	port?: number;
	/** Path of the data file; `null` stores everything in memory. @default null */
	data?: string | null;
	/** The URL of the edge for its callers, without a slash at the end; `null` makes links relative. @default null */
	publicUrl?: string | null;
	/** The port of `GET /metrics`, on the same host; 0 picks a free one, `null` serves no metrics. @default null */
	metricsPort?: number | null;
	/** The origins whose pages may call the edge from a browser (CORS). @default [] */
	corsOrigins?: readonly string[];
	log: Log;
	/** @default "info" */
	logLevel?: LogLevel;
};

/** An upstream that was opened, and what it uses. */
export type OpenUpstream = {
	upstream: Upstream;
	db: DatabaseSync;
	/** Whether its tokens are those of a fixture, which are public. */
	hasPublicTokens: boolean;
	/** Is called when the process begins to stop: every request is to be answered within 5 s. */
	beginStop(): void;
	/** Is called once all requests are answered, before the database is closed. */
	stop(): Promise<void>;
};

/** The edge, and its metrics if they are served. */
export type RunningEdge = RunningServer & {
	/** For example `http://127.0.0.1:9464/metrics`; `null` if no metrics are served. */
	metricsUrl: string | null;
};

/** The edge cannot start with these options. The message is a sentence for a person. */
export class ServeError extends Error {
	override readonly name = "ServeError";
}

/**
 * Serves an upstream on Node.
 *
 * @param open opens it; is called once
 * @throws ServeError, what `open` throws, BackupError if another kind of file has the name of the socket for backups, or
 * the system's error if it cannot listen
 */
export async function serveUpstream(
	options: ServeUpstreamOptions,
	open: (metrics: Metrics | null) => OpenUpstream | Promise<OpenUpstream>,
): Promise<RunningEdge> {
	const {
		host = "127.0.0.1",
		port = 8787,
		data = null,
		publicUrl = null,
		corsOrigins = [],
		metricsPort = null,
		log,
		logLevel = "info",
	} = options;
	const metrics = metricsPort === null ? null : await loadMetrics();
	const onRequest = combineObservers(
		requestLog(logLevel, log),
		metrics?.onRequest ?? null,
	);
	const { db, beginStop, stop, ...opened } = await open(metrics);
	const isOwnHostOnly = opened.hasPublicTokens;
	const closers: (() => unknown)[] = [() => db.close(), stop];
	const close = async (): Promise<void> => {
		for (const closeOne of closers.splice(0).reverse()) await closeOne();
	};
	try {
		if (isOwnHostOnly) checkTokensHost(host);
		const backups = data === null ? null : await tryServeBackups(db, data, log);
		closers.push(() => backups?.close());
		const metricsUrl =
			metrics === null || metricsPort === null
				? null
				: await openMetrics(closers, metrics, {
						...{ host, port: metricsPort, publicUrl, isOwnHostOnly },
					});
		const drain = new Drain();
		const upstream = readyUntilStopped(opened.upstream, drain);
		const app = createApp({
			...{ upstream, log, onRequest, publicUrl, corsOrigins },
			ownHostOnly: isOwnHostOnly,
			sampleToken:
				isOwnHostOnly && (await upstream.identify(sampleToken)) !== null
					? sampleToken
					: null,
		});
		const server = await listen(app, host, port, { drain, onRequest });
		closers.push(() => server.close(), beginStop);
		return { url: server.url, metricsUrl, close };
	} catch (error) {
		await close();
		throw error;
	}
}

/**
 * Checks where the tokens of a fixture, which are no secret, are served.
 *
 * @throws ServeError if the host is not a loopback address
 */
export function checkTokensHost(host: string): void {
	if (!isLoopback(host))
		throw new ServeError(
			"A fixture's tokens are for loopback only: serve on 127.0.0.1.",
		);
}

/** Serves the metrics until the edge is closed; returns their URL. */
async function openMetrics(
	closers: (() => unknown)[],
	metrics: Metrics,
	options: ServeMetricsOptions,
): Promise<string> {
	try {
		const server = await serveMetrics(metrics, options);
		closers.push(() => server.close());
		return `${server.url}/metrics`;
	} catch (error) {
		const code =
			error instanceof Error && "code" in error ? String(error.code) : "";
		const message = metricsPortErrors[code];
		throw message === undefined ? error : new ServeError(message);
	}
}

/** By the system's error code; the other codes concern the host, which the edge itself has as well. */
const metricsPortErrors: Partial<Record<string, string>> = {
	EADDRINUSE:
		"The port for metrics is already in use: choose another with --metrics-port, or 0 for a free one.",
	EACCES:
		"This process may not use the port for metrics: choose one above 1023 with --metrics-port.",
};

/** Loads the library for metrics only if they are served. */
async function loadMetrics(): Promise<Metrics> {
	const { createMetrics } = await import("../../observability/metrics.ts");
	return createMetrics();
}

/** Without a socket, for which a file system may have no place, the edge is served all the same. */
async function tryServeBackups(
	db: DatabaseSync,
	data: string,
	log: Log,
): Promise<BackupSocket | null> {
	try {
		return await serveBackups(db, data);
	} catch (error) {
		if (error instanceof BackupError) throw error;
		log(errorLogEntry("", error));
		return null;
	}
}

/** An upstream that is not ready either while the server stops, so that load balancers choose another one. */
function readyUntilStopped(upstream: Upstream, drain: Drain): Upstream {
	return {
		...upstream,
		ready: async () => {
			if (drain.isStopping) throw new Error("The server stops.");
			await upstream.ready();
		},
	};
}
