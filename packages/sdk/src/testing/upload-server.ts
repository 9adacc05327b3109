import { createHash } from "node:crypto";
import {
	createServer,
	type IncomingMessage,
	type Server,
	type ServerResponse,
} from "node:http";
import { onTestFinished } from "vitest";

/** A request that storage saw. */
export type Stored = {
	method: string;
	authorization: string | undefined;
	type: string | undefined;
	length: string | undefined;
	body: Buffer;
	/** The header that the API named for the segment. */
	sum: string | undefined;
};

/** An API that takes uploads, and a storage of another origin; both end with the test. */
export type UploadServer = {
	url: string;
	/** Calls of the API: method and path, and the body. */
	asked: { call: string; body: unknown; authorization: string | undefined }[];
	stored: Stored[];
	/** What was put together: its bytes' SHA-256. */
	files: Map<string, string>;
};

/** @param refuse what storage does with its `count`th request instead of taking it; `null`: takes it */
export async function serveUploads(
	refuse: (count: number) => number | "drop" | null = () => null,
): Promise<UploadServer> {
	const seen: Omit<UploadServer, "url"> = {
		asked: [],
		stored: [],
		files: new Map(),
	};
	let requests = 0;
	const parts = new Map<string, Buffer>();

	const storage = await listen(async (request, response) => {
		const body = await bytesOf(request);
		requests++;
		const refused = refuse(requests);
		if (refused === "drop") return void request.socket.destroy();
		if (refused !== null) return void response.writeHead(refused).end();
		const { authorization, "content-type": type } = request.headers;
		const { "content-length": length, "x-amz-sum": sum } = request.headers;
		seen.stored.push({
			method: request.method ?? "",
			authorization,
			type,
			length,
			body,
			sum: String(sum),
		});
		const etag = `"${createHash("md5").update(body).digest("hex")}"`;
		parts.set(etag, body);
		response.writeHead(200, { ETag: etag }).end();
	});

	const api = await listen(async (request, response) => {
		const body: unknown = JSON.parse((await bytesOf(request)).toString());
		const { authorization } = request.headers;
		const call = `${request.method} ${request.url}`;
		seen.asked.push({ call, body, authorization });
		const segments = fieldOf(body, "segments");
		if (request.method === "PATCH") {
			const whole = createHash("sha256");
			for (const segment of listOf(segments))
				whole.update(parts.get(String(fieldOf(segment, "etag"))) ?? "");
			seen.files.set(request.url ?? "", whole.digest("hex"));
			return void response.writeHead(204).end();
		}
		const answer =
			segments === undefined
				? { url: storage, fields: { key: "k 1", policy: "p" } }
				: {
						status: "pending",
						segments: listOf(segments).map((segment, index) => ({
							...Object(segment),
							url: `${storage}/part?n=${index}&signature=s`,
							headers: { "x-amz-sum": String(fieldOf(segment, "sha256")) },
						})),
					};
		response.writeHead(201).end(JSON.stringify({ uuid: "u-1", ...answer }));
	});
	return { url: api, ...seen };
}

type Handler = (
	request: IncomingMessage,
	response: ServerResponse,
) => Promise<void>;

async function listen(handle: Handler): Promise<string> {
	const server: Server = createServer((request, response) => {
		handle(request, response).catch(() => response.destroy());
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	const address = server.address();
	if (address === null || typeof address === "string")
		throw new Error("The server listens on no port.");
	return `http://127.0.0.1:${address.port}`;
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk);
	return Buffer.concat(chunks);
}

function fieldOf(value: unknown, name: string): unknown {
	return typeof value === "object" && value !== null
		? Reflect.get(value, name)
		: undefined;
}

function listOf(value: unknown): unknown[] {
	return Array.isArray(value) ? value : [];
}
