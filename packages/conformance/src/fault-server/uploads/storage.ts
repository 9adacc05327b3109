import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { readBytes } from "./read-bytes.ts";
import type { StorageFault, UploadPlan } from "./upload-plan.ts";

/** A request that storage received and stored. */
export type StorageRequest = {
	method: string;
	authorization: string | undefined;
	type: string | undefined;
	length: string | undefined;
	body: Buffer;
	/** The checksum header that the API named for the segment. */
	sum: string | undefined;
};

/** What storage holds. */
export type Storage = {
	handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
	requests: StorageRequest[];
	/** The bytes of a part, by its ETag without quotes; empty if there is none. */
	part(etag: unknown): Buffer;
};

/** Storage like S3: keeps each body, and answers with its MD5 as ETag. */
export function createStorage({
	storage: faults = [],
	etags = "quoted",
}: UploadPlan): Storage {
	const requests: StorageRequest[] = [];
	const parts = new Map<string, Buffer>();
	let received = 0;
	return {
		requests,
		part: (etag) => parts.get(String(etag)) ?? Buffer.alloc(0),
		async handle(request, response) {
			const body = await readBytes(request);
			received++;
			const planned = faults.find(({ nth }) => nth === received);
			if (planned !== undefined) return fail(planned.fault, request, response);
			const { headers, method = "" } = request;
			requests.push({
				method,
				authorization: headers.authorization,
				type: headers["content-type"],
				length: headers["content-length"],
				body,
				sum: String(headers["x-amz-sum"]),
			});
			const md5 = createHash("md5").update(body).digest("hex");
			parts.set(md5, body);
			const written = { quoted: `"${md5}"`, weak: `W/"${md5}"`, bare: md5 };
			response.writeHead(200, { ETag: written[etags] }).end();
		},
	};
}

function fail(
	fault: StorageFault,
	request: IncomingMessage,
	response: ServerResponse,
): void {
	switch (fault.kind) {
		case "status":
			response.writeHead(fault.status).end();
			return;
		case "s3_error":
			response
				.writeHead(fault.status, { "Content-Type": "application/xml" })
				.end(
					`<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${fault.code}</Code><Message>m</Message></Error>`,
				);
			return;
		case "dropped":
			request.socket.destroy();
	}
}
