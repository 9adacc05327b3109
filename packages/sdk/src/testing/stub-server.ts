import {
	createServer,
	type IncomingHttpHeaders,
	type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** A request as it came over the wire. */
export type Seen = {
	method: string;
	path: string;
	headers: IncomingHttpHeaders;
	body: string;
};

/** How a request is answered. */
export type Reaction =
	| {
			kind: "answer";
			status: number;
			headers?: Record<string, string>;
			body?: unknown;
	  }
	/** Bytes as they are, and then the connection's end. */
	| { kind: "raw"; bytes: string }
	/** Bytes as they are, and then nothing more. */
	| { kind: "stall"; bytes: string }
	| { kind: "drop" };

/** A server on a real socket of this machine; it ends with the test. */
export type WireServer = { url: string; seen: Seen[] };

/** Serves until the test ends. */
export async function serve(
	react: (seen: Seen, count: number) => Reaction,
): Promise<WireServer> {
	const seen: Seen[] = [];
	const server = createServer(async (request, response) => {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk);
		const { method = "", url: path = "", headers } = request;
		const each = {
			method,
			path,
			headers,
			body: Buffer.concat(chunks).toString(),
		};
		seen.push(each);
		answer(response, react(each, seen.length));
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	const { port } = server.address() as AddressInfo;
	return { url: `http://127.0.0.1:${port}`, seen };
}

function answer(response: ServerResponse, reaction: Reaction): void {
	switch (reaction.kind) {
		case "answer": {
			const { status, headers = {}, body } = reaction;
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
			response.socket?.end(reaction.bytes);
			return;
		case "stall":
			response.socket?.write(reaction.bytes);
			return;
		case "drop":
			response.socket?.destroy();
	}
}

/** A loopback address where nothing listens. */
export async function closedUrl(): Promise<string> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const { port } = server.address() as AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	return `http://127.0.0.1:${port}`;
}
