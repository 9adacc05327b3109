import type { IncomingMessage } from "node:http";
import { listen } from "./listen.ts";

/** A file that storage received; `hasToken`: whether the request had an `Authorization` header. */
type StoredFile = { body: string; hasToken: boolean };

/**
 * Starts a proxy that adds uploads to an API server, and a storage server; both stop after the test.
 *
 * @param namedStorage the address that the API names for storage. @default its own
 */
export async function startStorageServer(
	upstream: string,
	namedStorage?: string,
): Promise<{ url: string; storage: string; stored: StoredFile[] }> {
	const stored: StoredFile[] = [];
	const storage = await listen(async (request, response) => {
		const body = await readBody(request);
		stored.push({ body, hasToken: "authorization" in request.headers });
		response.writeHead(204).end();
	});
	const url = await listen(async (request, response) => {
		const body = await readBody(request);
		if (request.url?.endsWith("/uploads")) {
			const target = {
				uuid: "u-1",
				url: namedStorage ?? storage,
				fields: { key: "k" },
			};
			response.writeHead(201).end(JSON.stringify(target));
			return;
		}
		const { method = "", headers } = request;
		const reply = await fetch(upstream + request.url, {
			method,
			headers: {
				authorization: String(headers.authorization),
				"procore-company-id": String(headers["procore-company-id"]),
				"content-type": "application/json",
			},
			...(body === "" ? {} : { body }),
		});
		response.writeHead(reply.status);
		response.end(await reply.text());
	});
	return { url, storage, stored };
}

async function readBody(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk);
	return Buffer.concat(chunks).toString();
}
