import { createHash } from "node:crypto";
import {
	createServer,
	type IncomingMessage,
	type Server,
	type ServerResponse,
} from "node:http";
import { onTestFinished } from "vitest";

/** A request that storage received. */
export type StorageRequest = {
	method: string;
	authorization: string | undefined;
	type: string | undefined;
	length: string | undefined;
	body: Buffer;
	/** The checksum header that the API named for the segment. */
	sum: string | undefined;
};

/** An API for uploads, and a storage server of another origin, until the test ends. */
export type UploadServer = {
	url: string;
	/** Requests to the API: method and path, and the body. */
	apiRequests: {
		call: string;
		body: unknown;
		authorization: string | undefined;
	}[];
	storageRequests: StorageRequest[];
	/** The completed files: the SHA-256 of their bytes. */
	files: Map<string, string>;
};

/** What storage does instead of storing: answers with a status, with one of S3's errors, or closes the connection. */
export type StorageFault =
	| number
	| { status: number; code: string }
	| "drop"
	| null;

/** How the API differs from the contract's examples. */
export type UploadApi = {
	/** The reply to the final `PATCH`. @default 204 without a body */
	completion?: { status: number; body?: unknown };
	/** Changes the reply to the creation of an upload. */
	target?: (target: object, storage: string) => unknown;
};

/** @param fault what storage does with its `count`th request instead of storing it; `null`: stores it */
export async function startUploadServer(
	fault: (count: number) => StorageFault = () => null,
	{ completion = { status: 204 }, target = (usual) => usual }: UploadApi = {},
): Promise<UploadServer> {
	const received: Omit<UploadServer, "url"> = {
		apiRequests: [],
		storageRequests: [],
		files: new Map(),
	};
	let requests = 0;
	const parts = new Map<string, Buffer>();

	const storage = await listen(async (request, response) => {
		const body = await bytesOf(request);
		requests++;
		const injected = fault(requests);
		if (injected === "drop") return void request.socket.destroy();
		if (typeof injected === "number")
			return void response.writeHead(injected).end();
		if (injected !== null) {
			const { status, code } = injected;
			const type = { "Content-Type": "application/xml" };
			return void response.writeHead(status, type).end(errorOf(code));
		}
		const { authorization, "content-type": type } = request.headers;
		const { "content-length": length, "x-amz-sum": sum } = request.headers;
		received.storageRequests.push({
			method: request.method ?? "",
			authorization,
			type,
			length,
			body,
			sum: String(sum),
		});
		const etag = createHash("md5").update(body).digest("hex");
		parts.set(etag, body);
		response.writeHead(200, { ETag: `"${etag}"` }).end();
	});

	const api = await listen(async (request, response) => {
		const body: unknown = JSON.parse((await bytesOf(request)).toString());
		const { authorization } = request.headers;
		const call = `${request.method} ${request.url}`;
		received.apiRequests.push({ call, body, authorization });
		const segments = fieldOf(body, "segments");
		if (request.method === "PATCH") {
			const whole = createHash("sha256");
			for (const segment of listOf(segments))
				whole.update(parts.get(String(fieldOf(segment, "etag"))) ?? "");
			received.files.set(request.url ?? "", whole.digest("hex"));
			const { status, body: reply } = completion;
			return void response
				.writeHead(status)
				.end(reply === undefined ? "" : JSON.stringify(reply));
		}
		const place =
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
		const reply = target({ uuid: "u-1", ...place }, storage);
		response.writeHead(201).end(JSON.stringify(reply));
	});
	return { url: api, ...received };
}

/** As S3 reports an error. */
function errorOf(code: string): string {
	return `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>m</Message></Error>`;
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
		throw new Error("The server has no port.");
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
