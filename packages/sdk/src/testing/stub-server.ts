import {
	createServer,
	type IncomingHttpHeaders,
	type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** A request as the server received it. */
export type ReceivedRequest = {
	method: string;
	path: string;
	headers: IncomingHttpHeaders;
	body: string;
};

/** What the server does with a request. */
export type StubReply =
	| {
			kind: "reply";
			status: number;
			headers?: Record<string, string>;
			body?: unknown;
	  }
	/** Sends bytes as they are, then closes the connection. */
	| { kind: "raw"; bytes: string }
	/** Sends bytes as they are, and leaves the connection open. */
	| { kind: "stall"; bytes: string }
	| { kind: "drop" };

/** An HTTP server on a loopback socket, until the test ends. */
export type StubServer = { url: string; requests: ReceivedRequest[] };

/**
 * Serves until the test ends.
 *
 * @param latencyMs how long the server waits before each reply
 */
export async function serve(
	handle: (request: ReceivedRequest, count: number) => StubReply,
	{ latencyMs = 0 }: { latencyMs?: number } = {},
): Promise<StubServer> {
	const requests: ReceivedRequest[] = [];
	const server = createServer(async (request, response) => {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk);
		const { method = "", url: path = "", headers } = request;
		const received = {
			method,
			path,
			headers,
			body: Buffer.concat(chunks).toString(),
		};
		requests.push(received);
		const reply = handle(received, requests.length);
		if (latencyMs === 0) sendReply(response, reply);
		else setTimeout(() => sendReply(response, reply), latencyMs);
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	const { port } = server.address() as AddressInfo;
	return { url: `http://127.0.0.1:${port}`, requests };
}

function sendReply(response: ServerResponse, reply: StubReply): void {
	switch (reply.kind) {
		case "reply": {
			const { status, headers = {}, body } = reply;
			const text =
				typeof body === "string"
					? body
					: body === undefined
						? ""
						: JSON.stringify(body);
			response.writeHead(status, headers).end(text);
			return;
		}
		case "raw":
			response.socket?.end(reply.bytes);
			return;
		case "stall":
			response.socket?.write(reply.bytes);
			return;
		case "drop":
			response.socket?.destroy();
	}
}

/** A loopback URL whose port refuses connections. */
export async function closedPortUrl(): Promise<string> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const { port } = server.address() as AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	return `http://127.0.0.1:${port}`;
}
