import { once } from "node:events";
import { createServer } from "node:net";

/** Returns the port if it is free on 127.0.0.1, else 0. */
export async function freePort(port: number): Promise<number> {
	const server = createServer();
	server.listen(port, "127.0.0.1");
	try {
		await once(server, "listening");
	} catch {
		return 0;
	}
	server.close();
	await once(server, "close");
	return port;
}
