import { createServer, type RequestListener, type Server } from "node:http";
import { Server as TcpServer } from "node:net";
import { getRequestListener } from "@hono/node-server";
import type { App } from "../../http/app.ts";
import { malformedRequestResponse } from "../../http/responses/malformed-request.ts";
import type { RequestObserver } from "../../observability/request-record.ts";
import { Drain } from "./drain.ts";
import { replyToClientError } from "./malformed-request.ts";

/** A server that accepts requests. */
export type RunningServer = {
	/** For example `http://127.0.0.1:8787`. */
	url: string;
	/**
	 * Replies to every request that has arrived, closing its connection, and stops accepting connections as soon as no
	 * request arrives. Resolves when all requests in progress are finished.
	 */
	close(): Promise<void>;
};

/** Options of {@link listen}. */
export type ListenOptions = {
	/** Holds the replies while the server stops. */
	drain?: Drain;
	/** Is called for requests that the parser refuses, which do not reach the app. @default null */
	onRequest?: RequestObserver | null;
	/** The longest time in which a request, with its body, may arrive, in milliseconds. @default 30_000 */
	requestTimeoutMs?: number;
	/** How long a connection may wait for its next request while the server stops. @default 1_000 */
	idleTimeoutMs?: number;
};

/** After this time, closing cuts the connections of requests that are still in progress. */
const closeTimeoutMs = 10_000;

/**
 * Serves an app on one address.
 *
 * @param port 0 picks a free port
 * @throws the system's error (with a `code` such as `EADDRINUSE`) if it cannot listen
 */
export async function listen(
	app: App,
	host: string,
	port: number,
	{
		drain = new Drain(),
		onRequest = null,
		requestTimeoutMs = 30_000,
		idleTimeoutMs = 1_000,
	}: ListenOptions = {},
): Promise<RunningServer> {
	const listener = getRequestListener(
		async (request, { outgoing }) => {
			const response = await app.fetch(request);
			await drain.beforeReply(outgoing);
			return response;
		},
		{ errorHandler: () => malformedRequestResponse(onRequest) },
	);
	const handle: RequestListener = (request, response) => {
		drain.arrived();
		void listener(request, response);
	};
	const server = createServer(
		{
			requestTimeout: requestTimeoutMs,
			headersTimeout: requestTimeoutMs,
			connectionsCheckingInterval: Math.min(requestTimeoutMs, 1_000),
			// The listener refuses a request without Host with the usual body.
			requireHostHeader: false,
		},
		handle,
	);
	// An unknown expectation is ignored, as on Workers (RFC 9110 section 10.1.1).
	server.on("checkExpectation", handle);
	server.on("connection", () => drain.arrived());
	server.on("clientError", (error, socket) => {
		void replyToClientError(error, socket, onRequest);
	});
	await new Promise<void>((resolve, reject) => {
		server.once("error", reject);
		server.listen(port, host, resolve);
	});
	return {
		url: urlOf(server, host),
		close: async () => {
			await drain.begin();
			const closed = close(server, idleTimeoutMs);
			drain.release();
			await closed;
		},
	};
}

function urlOf(server: Server, host: string): string {
	const address = server.address();
	if (address === null || typeof address === "string")
		throw new Error("The server does not listen on a port.");
	return `http://${host.includes(":") ? `[${host}]` : host}:${address.port}`;
}

/**
 * Stops accepting connections, and resolves when the last one is closed. `Server.close` of node:http would close idle
 * connections at once, and so reset those of clients whose next request is on its way.
 */
function close(server: Server, idleTimeoutMs: number): Promise<void> {
	return new Promise((resolve, reject) => {
		const timers = [
			setTimeout(() => server.closeIdleConnections(), idleTimeoutMs),
			setTimeout(() => server.closeAllConnections(), closeTimeoutMs),
		];
		TcpServer.prototype.close.call(server, (error) => {
			timers.forEach(clearTimeout);
			if (error === undefined) resolve();
			else reject(error);
		});
	});
}
