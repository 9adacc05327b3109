import { once } from "node:events";
import {
	createServer,
	type IncomingMessage,
	type RequestListener,
} from "node:http";
import { onTestFinished } from "vitest";

/** Puts uploads and a storage before a server that has none; both end with the test. */
export async function withStorage(
	behind: string,
): Promise<{ url: string; stored: { body: string; token: boolean }[] }> {
	const stored: { body: string; token: boolean }[] = [];
	const storage = await listen(async (request, response) => {
		const body = await textOf(request);
		stored.push({ body, token: "authorization" in request.headers });
		response.writeHead(204).end();
	});
	const url = await listen(async (request, response) => {
		const body = await textOf(request);
		if (request.url?.endsWith("/uploads")) {
			const target = { uuid: "u-1", url: storage, fields: { key: "k" } };
			response.writeHead(201).end(JSON.stringify(target));
			return;
		}
		const { method = "", headers } = request;
		const answer = await fetch(behind + request.url, {
			method,
			headers: {
				authorization: String(headers.authorization),
				"procore-company-id": String(headers["procore-company-id"]),
				"content-type": "application/json",
			},
			...(body === "" ? {} : { body }),
		});
		const { status } = answer;
		const replayed = answer.headers.get("Idempotency-Replayed");
		response.writeHead(status, { "Idempotency-Replayed": String(replayed) });
		response.end(await answer.text());
	});
	return { url, stored };
}

async function listen(handle: RequestListener): Promise<string> {
	const server = createServer(handle).listen(0, "127.0.0.1");
	await once(server, "listening");
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	const address = server.address();
	if (address === null || typeof address === "string")
		throw new Error("The server listens on no port.");
	return `http://127.0.0.1:${address.port}`;
}

async function textOf(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk);
	return Buffer.concat(chunks).toString();
}
