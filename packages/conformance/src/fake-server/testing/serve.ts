import { once } from "node:events";
import { createServer } from "node:http";
import type { StartedServer } from "../../drivers/server-driver.ts";
import type { FakeServer } from "../types.ts";

/** Serves a fake server's `fetch` on a free port of the loopback address. */
export async function serve({
	fetch,
	url,
}: FakeServer): Promise<StartedServer> {
	const server = createServer(async (request, response) => {
		const chunks: Uint8Array[] = await request.toArray();
		const reply = await fetch(`${url}${request.url}`, {
			method: request.method ?? "GET",
			headers: Object.entries(request.headersDistinct).flatMap(
				([name, values = []]) =>
					values.map((value): [string, string] => [name, value]),
			),
			...(chunks.length === 0 ? {} : { body: Buffer.concat(chunks) }),
		});
		response.writeHead(reply.status, Object.fromEntries(reply.headers));
		response.end(Buffer.from(await reply.arrayBuffer()));
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	const address = server.address();
	if (address === null || typeof address === "string")
		throw new Error("The server does not listen on a port.");
	return {
		url: `http://127.0.0.1:${address.port}`,
		stop: async () => {
			server.closeAllConnections();
			server.close();
			await once(server, "close");
		},
	};
}
