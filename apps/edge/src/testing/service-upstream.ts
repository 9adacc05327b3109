import { createServer } from "node:http";
import { onTestFinished } from "vitest";
import { company } from "./company.ts";
import { startEdge } from "./edge.ts";

/** A request that reached the upstream. */
export type UpstreamRequest = {
	method: string;
	path: string;
	authorization: string | null;
};

/** A server like Procore, with a login server that issues Ada's token to any app, closed at the end of the test. */
export async function startServiceUpstream(): Promise<{
	url: string;
	/** Every request since the last call. */
	requests(): UpstreamRequest[];
}> {
	const { url: edgeUrl } = await startEdge(company());
	const requests: UpstreamRequest[] = [];
	const server = createServer(async (request, response) => {
		const { method = "", url: path = "", headers } = request;
		const { authorization = null } = headers;
		requests.push({ method, path, authorization });
		const chunks: Uint8Array[] = [];
		for await (const chunk of request) chunks.push(chunk);
		const reply = path.startsWith("/oauth/token")
			? Response.json(token)
			: await fetch(edgeUrl + path, {
					method,
					headers: Object.entries(headers).flatMap(
						([name, value]): [string, string][] =>
							typeof value === "string" && !hopByHop.has(name)
								? [[name, value]]
								: [],
					),
					...(chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}),
				});
		response.writeHead(reply.status, Object.fromEntries(reply.headers));
		response.end(Buffer.from(await reply.arrayBuffer()));
	});
	await new Promise<void>((resolve) =>
		server.listen(0, "127.0.0.1", () => resolve()),
	);
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	const address = server.address();
	const port = typeof address === "object" ? (address?.port ?? 0) : 0;
	return {
		url: `http://127.0.0.1:${port}`,
		requests: () => requests.splice(0),
	};
}

const token = {
	access_token: "ada-token",
	token_type: "Bearer",
	expires_in: 5_400,
};

const hopByHop = new Set([
	"host",
	"connection",
	"content-length",
	"transfer-encoding",
]);
