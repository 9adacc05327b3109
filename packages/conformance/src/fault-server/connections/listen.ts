import type { Server, Socket } from "node:net";

const host = "127.0.0.1";

/** Listens on a free port of this machine. `close` ends every connection. */
export async function listen(
	server: Server,
): Promise<{ port: number; close(): Promise<void> }> {
	const sockets = new Set<Socket>();
	server.on("connection", (socket: Socket) => {
		sockets.add(socket);
		socket.on("close", () => sockets.delete(socket));
		// The other side may reset it.
		socket.on("error", () => socket.destroy());
	});
	await new Promise<void>((resolve, reject) => {
		server.once("error", reject);
		server.listen(0, host, resolve);
	});
	const address = server.address();
	if (address === null || typeof address === "string")
		throw new Error("The server does not listen on a port.");
	return {
		port: address.port,
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				for (const each of sockets) each.destroy();
			}),
	};
}
