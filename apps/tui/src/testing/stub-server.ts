import { once } from "node:events";
import {
	createServer,
	type IncomingMessage,
	type ServerResponse,
} from "node:http";
import { text } from "node:stream/consumers";

/** What came in. */
export type ReceivedRequest = {
	method: string;
	path: string;
	token: string | undefined;
	body: string;
};

/** What goes out; `"hang"` never answers. */
export type StubReply =
	| { status: number; body?: unknown; headers?: Record<string, string> }
	| "hang";

/** A server on a free port of this machine that answers as it is told, for what the real endpoint never does. */
export type StubServer = {
	url: string;
	seen: ReceivedRequest[];
	/** Resolves once a request with this method has come in. */
	next: (method: string) => Promise<void>;
	stop: () => Promise<void>;
};

/** Starts one. */
export async function startStubServer(
	answer: (request: ReceivedRequest) => StubReply,
): Promise<StubServer> {
	const seen: ReceivedRequest[] = [];
	const arrivals = new EventTarget();
	const handle = async (
		request: IncomingMessage,
		response: ServerResponse,
	): Promise<void> => {
		const { method = "", url = "", headers } = request;
		const call = {
			method,
			path: url,
			token: headers.authorization,
			body: await text(request),
		};
		seen.push(call);
		arrivals.dispatchEvent(new Event(method));
		const given = answer(call);
		if (given === "hang") return;
		response.writeHead(given.status, {
			"content-type": "application/json",
			...given.headers,
		});
		response.end(given.body === undefined ? "" : JSON.stringify(given.body));
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
	return { url: `http://127.0.0.1:${address.port}`, seen, next, stop };
}
