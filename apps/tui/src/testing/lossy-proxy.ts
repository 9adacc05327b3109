import { once } from "node:events";
import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";

/** A proxy on a free local port that passes requests on until the first response is submitted. */
export type LossyProxy = { url: string; stop: () => Promise<void> };

/** Starts a proxy that passes on the first POST as well, but neither its reply nor anything after it. */
export async function startLossyProxy(target: string): Promise<LossyProxy> {
	let isSilent = false;
	const server = createServer(async (request, response) => {
		if (isSilent) return;
		const { method = "GET", url = "/", headers } = request;
		isSilent = method === "POST";
		const sent = Object.entries(headers).flatMap(([name, value]) =>
			typeof value === "string" && !hopHeaders.includes(name)
				? [[name, value] satisfies [string, string]]
				: [],
		);
		const reply = await fetch(target + url, {
			method,
			headers: sent,
			...(method === "POST" ? { body: await buffer(request) } : {}),
		});
		if (method === "POST") return;
		response.writeHead(reply.status, { "content-type": "application/json" });
		response.end(await reply.text());
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	const address = server.address();
	if (address === null || typeof address === "string")
		throw new Error("The proxy has no port.");
	const stop = async (): Promise<void> => {
		server.closeAllConnections();
		server.close();
		await once(server, "close");
	};
	return { url: `http://127.0.0.1:${address.port}`, stop };
}

const hopHeaders = [
	"host",
	"connection",
	"content-length",
	"transfer-encoding",
];
