import { once } from "node:events";
import {
	createServer,
	type IncomingMessage,
	type ServerResponse,
} from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";

/** A request that the server received. */
export type ReceivedRequest = {
	method: string;
	path: string;
	token: string | undefined;
	body: string;
};

/** The reply of the server; `"hang"` never replies. */
export type StubReply =
	| { status: number; body?: unknown; headers?: Record<string, string> }
	| "hang";

/** A server on a free local port with scripted replies, for behaviour that the real endpoint never shows. */
export type StubServer = {
	url: string;
	requests: ReceivedRequest[];
	/** Resolves when the next request with this method arrives. */
	next: (method: string) => Promise<void>;
	stop: () => Promise<void>;
};

/**
 * Starts a stub server.
 *
 * @param latencyMs how long each reply takes
 */
export async function startStubServer(
	replyTo: (request: ReceivedRequest) => StubReply,
	latencyMs = 0,
): Promise<StubServer> {
	const requests: ReceivedRequest[] = [];
	const arrivals = new EventTarget();
	const handle = async (
		request: IncomingMessage,
		response: ServerResponse,
	): Promise<void> => {
		const { method = "", url = "", headers } = request;
		const received = {
			method,
			path: url,
			token: headers.authorization,
			body: await text(request),
		};
		requests.push(received);
		arrivals.dispatchEvent(new Event(method));
		const reply = replyTo(received);
		if (reply === "hang") return;
		if (latencyMs > 0) await setTimeout(latencyMs);
		response.writeHead(reply.status, {
			"content-type": "application/json",
			...reply.headers,
		});
		response.end(reply.body === undefined ? "" : JSON.stringify(reply.body));
	};
	const server = createServer(
		(request, response) => void handle(request, response),
	);
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	const address = server.address();
	if (address === null || typeof address === "string")
		throw new Error("The server has no port.");
	const next = (method: string): Promise<void> =>
		new Promise((resolve) =>
			arrivals.addEventListener(method, () => resolve(), { once: true }),
		);
	const stop = async (): Promise<void> => {
		server.closeAllConnections();
		server.close();
		await once(server, "close");
	};
	return { url: `http://127.0.0.1:${address.port}`, requests, next, stop };
}
