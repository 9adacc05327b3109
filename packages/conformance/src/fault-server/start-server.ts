import { createServer, type Server } from "node:http";
import { handleApiRequest } from "./api-handler.ts";
import { controlPath, handleControlRequest } from "./control-handler.ts";
import { WorldRegistry } from "./world-registry.ts";

/** A fault server that listens. */
export type StartedFaultServer = {
	/** Such as `http://127.0.0.1:8787`. */
	url: string;
	/** Closes every connection. Resolves once the port is free. */
	close(): Promise<void>;
};

const host = "127.0.0.1";

/**
 * Starts a fault server on this machine, in this process.
 *
 * @param options `port`: 0 picks a free one
 * @throws the system's error (`code` such as `EADDRINUSE`) if it cannot listen
 */
export async function startFaultServer({
	port,
}: {
	port: number;
}): Promise<StartedFaultServer> {
	const worlds = new WorldRegistry();
	const server = createServer((request, response) => {
		const isControl = (request.url ?? "").startsWith(controlPath);
		const done = isControl
			? handleControlRequest(worlds, urlOf(server), request, response)
			: handleApiRequest(worlds, request, response);
		// The client has disconnected, or this server has a bug: no reply can be sent in either case.
		done.catch(() => response.destroy());
	});
	// Only clients close idle connections: if the server closed one, a request sent at that moment would be lost.
	server.keepAliveTimeout = 0;
	await new Promise<void>((resolve, reject) => {
		server.once("error", reject);
		server.listen(port, host, resolve);
	});
	return { url: urlOf(server), close: () => close(server) };
}

function urlOf(server: Server): string {
	const address = server.address();
	if (address === null || typeof address === "string")
		throw new Error("The server does not listen on a port.");
	return `http://${host}:${address.port}`;
}

function close(server: Server): Promise<void> {
	return new Promise((resolve, reject) => {
		server.close((error) => (error === undefined ? resolve() : reject(error)));
		server.closeAllConnections();
	});
}
