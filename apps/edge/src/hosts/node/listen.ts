import { createServer, type Server } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { App } from "../../http/app.ts";
import {
	malformedRequestResponse,
	replyToClientError,
} from "./malformed-request.ts";

/** A server that takes requests. */
export type RunningServer = {
	/** As `http://127.0.0.1:8787`. */
	url: string;
	/** Takes no more connections, finishes the requests under way, and returns once all are done. */
	close(): Promise<void>;
};

/** Longest time that requests under way are waited for on closing. */
const closeTimeoutMs = 10_000;

/**
 * Serves an app on one address.
 *
 * @param port 0 picks a free one
 * @throws the system's error (`code` as `EADDRINUSE`) where it cannot listen there
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
		throw new Error("The server listens on no port.");
	return `http://${host.includes(":") ? `[${host}]` : host}:${address.port}`;
}

function close(server: Server): Promise<void> {
	return new Promise((resolve, reject) => {
		const cut = setTimeout(() => server.closeAllConnections(), closeTimeoutMs);
		server.close((error) => {
			clearTimeout(cut);
			if (error === undefined) resolve();
			else reject(error);
		});
	});
}
