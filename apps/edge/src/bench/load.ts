import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** What a load measured. */
export type Measurement = {
	/** Replies per second. */
	rate: number;
	/** Latencies in milliseconds, ascending. */
	latencies: number[];
};

/** Options of {@link measureLoad}. */
export type LoadOptions = {
	connections: number;
	/** Stops after this time, in milliseconds. */
	durationMs: number;
	/** The bytes of the next request. */
	nextRequest(): Buffer;
	/** The status that every reply must have. */
	expected: number;
};

/** Sends requests over keep-alive connections, each of which waits for its reply before it sends the next. */
export async function measureLoad(
	url: string,
	options: LoadOptions,
): Promise<Measurement> {
	const { hostname, port } = new URL(url);
	const sockets = await Promise.all(
		Array.from({ length: options.connections }, async () => {
			const socket = connect(Number(port), hostname);
			socket.setNoDelay(true);
			await once(socket, "connect");
			return socket;
		}),
	);
	const started = performance.now();
	const latencies = await Promise.all(
		sockets.map((socket) => exchange(socket, started, options)),
	);
	const seconds = (performance.now() - started) / 1000;
	for (const socket of sockets) socket.destroy();
	const all = latencies.flat().sort((a, b) => a - b);
	return { rate: all.length / seconds, latencies: all };
}

function exchange(
	socket: Socket,
	started: number,
	{ durationMs, nextRequest, expected }: LoadOptions,
): Promise<number[]> {
	const latencies: number[] = [];
	let sentAt = 0;
	let received = "";
	return new Promise((resolve, reject) => {
		const send = (): void => {
			sentAt = performance.now();
			socket.write(nextRequest());
		};
		socket.setEncoding("latin1");
		socket.once("error", reject);
		socket.once("close", () => reject(new Error("The server hung up.")));
		socket.on("data", (chunk) => {
			received += String(chunk);
			if (!isComplete(received)) return;
			if (!received.startsWith(`HTTP/1.1 ${expected} `)) {
				reject(new Error(received.slice(0, 500)));
				return;
			}
			received = "";
			const now = performance.now();
			latencies.push(now - sentAt);
			if (now - started < durationMs) send();
			else resolve(latencies);
		});
		send();
	});
}

function isComplete(reply: string): boolean {
	const end = reply.indexOf("\r\n\r\n");
	if (end < 0) return false;
	const length = /\r\ncontent-length: *([0-9]+)/i.exec(
		reply.slice(0, end),
	)?.[1];
	if (length === undefined && !reply.startsWith("HTTP/1.1 204 "))
		return reply.endsWith("\r\n0\r\n\r\n");
	return reply.length >= end + 4 + Number(length ?? 0);
}
