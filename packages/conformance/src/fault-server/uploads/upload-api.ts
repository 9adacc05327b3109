import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { readBytes } from "./read-bytes.ts";
import type { Storage } from "./storage.ts";
import type { UploadPlan } from "./upload-plan.ts";

/** A request to the API: method and path, and the body. */
export type UploadApiRequest = {
	call: string;
	body: unknown;
	authorization: string | undefined;
};

/** The API's part of an upload (contract §2): creates it, and completes it. */
export type UploadApi = {
	handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
	requests: UploadApiRequest[];
	/** The completed files: path → the SHA-256 of their bytes. */
	files: Map<string, string>;
};

/** @param storageUrl where files are to be sent */
export function createUploadApi(
	{ completion = { status: 204 }, creation = {} }: UploadPlan,
	storage: Storage,
	storageUrl: string,
): UploadApi {
	const requests: UploadApiRequest[] = [];
	const files = new Map<string, string>();

	function complete(path: string, segments: unknown[]): void {
		const whole = createHash("sha256");
		for (const segment of segments)
			whole.update(storage.part(fieldOf(segment, "etag")));
		files.set(path, whole.digest("hex"));
	}

	return {
		requests,
		files,
		async handle(request, response) {
			const body: unknown = JSON.parse((await readBytes(request)).toString());
			const { method, url = "", headers } = request;
			const { authorization } = headers;
			requests.push({ call: `${method} ${url}`, body, authorization });
			const segments = fieldOf(body, "segments");
			if (method === "PATCH") {
				complete(url, listOf(segments));
				const { status, body: reply } = completion;
				response
					.writeHead(status)
					.end(reply === undefined ? "" : JSON.stringify(reply));
				return;
			}
			const reply =
				"reply" in creation
					? creation.reply
					: createdUpload(creation, segments, storageUrl);
			response.writeHead(201).end(JSON.stringify(reply));
		},
	};
}

function createdUpload(
	{
		fields = { key: "k 1", policy: "p" },
		headers,
	}: Exclude<NonNullable<UploadPlan["creation"]>, { reply: unknown }>,
	segments: unknown,
	storageUrl: string,
): object {
	const uuid = "u-1";
	if (segments === undefined) return { uuid, url: storageUrl, fields };
	return {
		uuid,
		status: "pending",
		segments: listOf(segments).map((segment, index) => ({
			...Object(segment),
			url: `${storageUrl}/part?n=${index}&signature=s`,
			headers: headers ?? { "x-amz-sum": String(fieldOf(segment, "sha256")) },
		})),
	};
}

function fieldOf(value: unknown, name: string): unknown {
	return typeof value === "object" && value !== null
		? Reflect.get(value, name)
		: undefined;
}

function listOf(value: unknown): unknown[] {
	return Array.isArray(value) ? value : [];
}
