import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { onTestFinished } from "vitest";

/** Serves HTTP on a free port of this machine until the test ends; resolves to the address. */
export async function listen(handle: RequestListener): Promise<string> {
	const server = createServer(handle).listen(0, "127.0.0.1");
	await once(server, "listening");
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	const address = server.address();
	if (address === null || typeof address === "string")
		throw new Error("The server has no port.");
	return `http://127.0.0.1:${address.port}`;
}
