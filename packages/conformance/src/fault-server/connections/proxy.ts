import { createServer } from "node:http";
import { connect } from "node:net";
import type { Duplex } from "node:stream";
import { listen } from "./listen.ts";

/** What a proxy does with a request for a tunnel. */
export type ProxyBehaviour =
	/** Connects, whatever the name of the host, to that port of this machine. */
	| { kind: "tunnel" }
	/** Asks for credentials (407), or refuses with another status. */
	| { kind: "refuse"; status: number };

/** A proxy for https (`CONNECT`) on this machine. */
export type Proxy = {
	url: string;
	/** The targets that it was asked for, such as `api.example:443`. */
	targets: string[];
	/** Closes every connection. Resolves once the port is free. */
	close(): Promise<void>;
};

/** Starts a proxy that behaves in one way. */
export async function startProxy(behaviour: ProxyBehaviour): Promise<Proxy> {
	const targets: string[] = [];
	const server = createServer((_, response) => response.writeHead(405).end());
	server.on("connect", ({ url = "" }, socket, head) => {
		targets.push(url);
		// The client may reset it.
		socket.on("error", () => socket.destroy());
		answer(behaviour, url, socket, head);
	});
	const { port, close } = await listen(server);
	return { url: `http://127.0.0.1:${port}`, targets, close };
}

function answer(
	behaviour: ProxyBehaviour,
	target: string,
	socket: Duplex,
	head: Buffer,
): void {
	switch (behaviour.kind) {
		case "tunnel": {
			const port = Number(target.split(":").at(-1));
			const upstream = connect(port, "127.0.0.1", () => {
				socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
				upstream.write(head);
				socket.pipe(upstream).pipe(socket);
			});
			upstream.on("error", () => socket.destroy());
			return;
		}
		case "refuse":
			socket.end(
				`HTTP/1.1 ${behaviour.status} Refused\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n`,
			);
	}
}
