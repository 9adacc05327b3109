import { createServer, type Server } from "node:http";
import { handleApiRequest } from "./api-handler.ts";
import { controlPath, handleControlRequest } from "./control-handler.ts";
import { WorldRegistry } from "./world-registry.ts";

/** A fault server that takes calls. */
export type StartedFaultServer = {
	/** As `http://127.0.0.1:8787`. */
	url: string;
	/** Ends every connection, and returns once the port is free. */
	close(): Promise<void>;
};

const host = "127.0.0.1";

/**
 * Serves worlds on this machine, in this process.
 *
 * @param options.port 0 picks a free one
 * @throws the system's error (`code` as `EADDRINUSE`) where it cannot listen there
 */
export async function startFaultServer({
	port,
}: {
	port: number;
}): Promise<StartedFaultServer> {
	const worlds = new WorldRegistry();
	const server = createServer((request, response) => {
		const controls = (request.url ?? "").startsWith(controlPath);
		const done = controls
			? handleControlRequest(worlds, urlOf(server), request, response)
			: handleApiRequest(worlds, request, response);
		// A caller that is gone, or a mistake in here: either way there is nobody to tell.
		done.catch(() => response.destroy());
	});
	// Connections are the clients' to close: one that this side closes could swallow a call.
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
		throw new Error("The server listens on no port.");
	return `http://${host}:${address.port}`;
}

function close(server: Server): Promise<void> {
	return new Promise((resolve, reject) => {
		server.close((error) => (error === undefined ? resolve() : reject(error)));
		server.closeAllConnections();
	});
}
