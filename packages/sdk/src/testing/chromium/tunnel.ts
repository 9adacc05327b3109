import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A separate origin in front of a server. */
export type Tunnel = { url: string; close(): Promise<void> };

/**
 * Serves a page and its script, and forwards every other connection to a server byte by byte, including how it ends. So
 * a page needs no CORS to reach the server, and receives its resets, hangs and truncated replies unchanged.
 */
export async function openTunnel(to: string, script: string): Promise<Tunnel> {
	const port = Number(new URL(to).port);
	const open = new Set<Socket>();
	const server = createServer({ allowHalfOpen: true }, (client) => {
		open.add(client);
		client.once("close", () => open.delete(client));
		client.on("error", () => {});
		client.once("data", (first: Buffer) => {
			const line = first.toString("latin1").split("\r\n", 1)[0] ?? "";
			const file = files[line];
			if (file !== undefined) return client.end(httpReply(...file(script)));
			forward(client, first, port);
		});
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		async close() {
			for (const socket of open) socket.destroy();
			server.close();
			await once(server, "close");
		},
	};
}

function forward(client: Socket, first: Buffer, port: number): void {
	const server = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
	server.on("error", () => client.resetAndDestroy());
	client.once("close", () => server.destroy());
	server.write(first);
	client.pipe(server);
	server.pipe(client);
}

const files: Partial<
	Record<string, (script: string) => [type: string, text: string]>
> = {
	"GET / HTTP/1.1": () => [
		"text/html",
		'<!doctype html><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>',
	],
	"GET /page.js HTTP/1.1": (script) => ["text/javascript", script],
};

function httpReply(type: string, text: string): string {
	return [
		"HTTP/1.1 200 OK",
		`content-type: ${type}; charset=utf-8`,
		`content-length: ${Buffer.byteLength(text)}`,
		"connection: close",
		"",
		text,
	].join("\r\n");
}
