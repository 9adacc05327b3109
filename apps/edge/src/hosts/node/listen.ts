import { createServer, type Server } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { App } from "../../http/app.ts";
import {
	malformedRequestResponse,
	replyToClientError,
} from "./malformed-request.ts";

/** A server that accepts requests. */
export type RunningServer = {
	/** For example `http://127.0.0.1:8787`. */
	url: string;
	/** Stops accepting connections and resolves when all requests in progress are finished. */
	close(): Promise<void>;
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
): Promise<RunningServer> {
	const listener = getRequestListener(app.fetch, {
		errorHandler: malformedRequestResponse,
	});
	const server = createServer((request, response) => {
		response.once("close", () => {
			if (!server.listening) server.closeIdleConnections();
		});
		void listener(request, response);
	});
	server.on("clientError", (error, socket) => {
		void replyToClientError(error, socket);
	});
	await new Promise<void>((resolve, reject) => {
		server.once("error", reject);
		server.listen(port, host, resolve);
	});
	return { url: urlOf(server, host), close: () => close(server) };
}

function urlOf(server: Server, host: string): string {
	const address = server.address();
	if (address === null || typeof address === "string")
		throw new Error("The server does not listen on a port.");
	return `http://${host.includes(":") ? `[${host}]` : host}:${address.port}`;
}

function close(server: Server): Promise<void> {
	return new Promise((resolve, reject) => {
		const timer = setTimeout(
			() => server.closeAllConnections(),
			closeTimeoutMs,
		);
		server.close((error) => {
			clearTimeout(timer);
			if (error === undefined) resolve();
			else reject(error);
		});
	});
}
