import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
	createAuthority,
	type StorageFault,
	startTlsFront,
	type UploadServer,
} from "@signoff/conformance/fault-server";
import { Agent, fetch as undiciFetch } from "undici";
import { expect, onTestFinished, test } from "vitest";
import { bearer } from "../auth/auth.ts";
import { type Client, createClient } from "../client.ts";
import { isSignoffError } from "../errors/signoff-error.ts";
import type { Fetch } from "../http/transport.ts";
import { localFile } from "../node/local-file.ts";
import { startUploadServer } from "../testing/upload-server.ts";
import type { UploadState } from "./types.ts";

const scope = { company_id: "4201", project_id: "77" };
const segmentBytes = 5 * 1024 * 1024;
const bytes = Buffer.alloc(segmentBytes + 1000, "0123456789abcdef");
const big = new File([bytes], "drawing.pdf");
const small = new File(["hello"], "note.txt");
const slow: StorageFault = {
	kind: "s3_error",
	status: 400,
	code: "RequestTimeout",
};
const slowTwice = {
	storage: [
		{ nth: 1, fault: slow },
		{ nth: 2, fault: slow },
	],
};

const md5s = [
	bytes.subarray(0, segmentBytes),
	bytes.subarray(segmentBytes),
].map((part) => ({ etag: createHash("md5").update(part).digest("hex") }));

function clientOf({ url }: UploadServer): Client {
	return createClient({ baseUrl: url, auth: bearer("ada-token") });
}

/** A file on disk, until the test ends. */
async function fileOnDisk(content: Uint8Array | string): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), "signoff-upload-"));
	onTestFinished(() => rm(folder, { recursive: true }));
	const path = join(folder, "drawing.pdf");
	await writeFile(path, content);
	return path;
}

/** The outcome of an upload that fails, and its first issue's code. */
async function failureOf(upload: Promise<unknown>): Promise<unknown> {
	const error = await upload.then(
		() => "uploaded",
		(reason: unknown) => reason,
	);
	if (!isSignoffError(error)) return error;
	const { outcome } = error;
	return outcome.kind === "invalid" ? outcome.issues[0]?.code : outcome.kind;
}

test("a segment that arrives too slowly is sent again", async () => {
	const server = await startUploadServer(slowTwice);
	await clientOf(server).uploads.create(scope, big, { segmentBytes });
	expect([...server.files.values()]).toEqual([
		createHash("sha256").update(bytes).digest("hex"),
	]);
});

test("a whole file that arrives too slowly is sent again, with the same bytes", async () => {
	const server = await startUploadServer(slowTwice);
	await clientOf(server).uploads.create(scope, small);
	expect(server.storageRequests).toHaveLength(1);
	expect(server.storageRequests[0]?.body.toString()).toContain("hello");
});

test.each([
	[400, "EntityTooLarge", "invalid"],
	[403, "AccessDenied", "forbidden"],
])("S3's %i %s ends the upload at once", async (status, code, kind) => {
	const server = await startUploadServer({
		storage: [{ nth: 1, fault: { kind: "s3_error", status, code } }],
	});
	const upload = clientOf(server).uploads.create(scope, small);
	await expect(upload).rejects.toMatchObject({ outcome: { kind } });
	// A second request would have been stored.
	expect(server.storageRequests).toEqual([]);
});

test.each(["quoted", "weak", "bare"] as const)(
	"ETags of storage that writes them %s go without quotes into the PATCH",
	async (etags) => {
		const server = await startUploadServer({ etags });
		await clientOf(server).uploads.create(scope, big, { segmentBytes });
		expect(server.apiRequests[1]?.body).toEqual({ segments: md5s });
		expect(server.files.size).toBe(1);
	},
);

test.each(["W/", ""])(
	"ETags of an earlier run go without quotes into the PATCH (%j)",
	async (weak) => {
		const server = await startUploadServer();
		const client = clientOf(server);
		const states: UploadState[] = [];
		await client.uploads.create(scope, big, {
			segmentBytes,
			onState: (state) => void states.push(state),
		});
		const resume = states.at(-1);
		if (resume === undefined) throw new Error("No state was reported.");
		const segments = resume.segments.map((segment) => ({
			...segment,
			etag: `${weak}${segment.etag}`,
		}));
		await client.uploads.create(scope, big, {
			resume: { ...resume, segments },
		});
		expect(server.apiRequests.slice(1).map(({ body }) => body)).toEqual([
			{ segments: md5s },
			{ segments: md5s },
		]);
	},
);

test.each<[unknown, unknown]>([
	[{ uuid: "u-1", status: "complete" }, "uploaded"],
	[{ uuid: "u-1" }, "uploaded"],
	[{ uuid: "u-1", status: "failed" }, "upload_failed"],
	[{ uuid: "u-1", status: "in_progress" }, "deferred"],
])("a final PATCH with 200 and %j: %s", async (body, result) => {
	const server = await startUploadServer({
		completion: { status: 200, body },
	});
	const upload = clientOf(server).uploads.create(scope, big, { segmentBytes });
	expect(await failureOf(upload)).toBe(result);
	expect(server.apiRequests).toHaveLength(2);
});

test("numbers among fields and headers are sent as text, and one upload is created", async () => {
	const server = await startUploadServer({
		creation: {
			headers: { "x-amz-sum": 7 },
			fields: { key: "k 1", expires: 3600 },
		},
	});
	const { uploads } = clientOf(server);
	await uploads.create(scope, small);
	await uploads.create(scope, big, { segmentBytes });
	expect(server.storageRequests[0]?.body.toString()).toMatch(
		/name="expires"\r\n\r\n3600\r\n/,
	);
	expect(server.storageRequests.slice(1).map(({ sum }) => sum)).toEqual([
		"7",
		"7",
	]);
	expect(server.apiRequests).toHaveLength(3);
});

test.each([{ uuid: "u-1" }, { fields: { a: [] }, uuid: "u-1", url: "x" }])(
	"a reply without a place for the file creates no further upload: %j",
	async (reply) => {
		const server = await startUploadServer({ creation: { reply } });
		const upload = clientOf(server).uploads.create(scope, small);
		expect(await failureOf(upload)).toBe("unexpected_target");
		expect(server.apiRequests).toHaveLength(1);
	},
);

test.each([
	"http://127.0.0.1:9/put",
	"http://localhost:9/put",
	"http://storage.example/put",
	"ftp://storage.example/put",
	"data:,x",
])("an API on https may not name %s as storage", async (url) => {
	const requested: string[] = [];
	const client = createClient({
		baseUrl: "https://api.example",
		auth: bearer("ada-token"),
		fetch: async (input) => {
			requested.push(String(input));
			return Response.json({ uuid: "u-1", url, fields: {} }, { status: 201 });
		},
	});
	expect(await failureOf(client.uploads.create(scope, small))).toBe(
		"unsafe_address",
	);
	expect(requested).toEqual([
		"https://api.example/rest/v1.1/projects/77/uploads",
	]);
});

test("an API on https that names storage on this machine, on http, gets no file", async () => {
	const server = await startUploadServer();
	const authority = await createAuthority();
	const front = await startTlsFront(server.url, authority);
	onTestFinished(front.close);
	const dispatcher = new Agent({ connect: { ca: authority.cert } });
	onTestFinished(() => dispatcher.destroy());
	// Its types are those of another version than Node's.
	const fetch: unknown = (input: string, init: object) =>
		undiciFetch(input, { ...init, dispatcher });
	const client = createClient({
		baseUrl: front.url,
		auth: bearer("ada-token"),
		fetch: fetch as Fetch,
	});
	for (const file of [small, big])
		expect(
			await failureOf(client.uploads.create(scope, file, { segmentBytes })),
		).toBe("unsafe_address");
	expect(server.apiRequests).toHaveLength(2);
	expect(server.storageRequests).toEqual([]);
});

test("a file on disk that changes during its upload is reported as changed", async () => {
	const path = await fileOnDisk(bytes);
	const server = await startUploadServer();
	const upload = clientOf(server).uploads.create(scope, await localFile(path), {
		segmentBytes,
		onState: ({ segments }) =>
			segments.some(({ etag }) => etag !== null)
				? writeFile(path, "something else")
				: undefined,
	});
	expect(await failureOf(upload)).toBe("file_changed");
	expect(server.storageRequests).toHaveLength(1);
	expect(server.files.size).toBe(0);
});

test("a file on disk that changes before it is sent is reported as changed", async () => {
	const whole = await fileOnDisk("hello");
	const large = await fileOnDisk(bytes);
	const files = [await localFile(whole), await localFile(large)];
	await writeFile(whole, "hello, world");
	await rm(large);
	const server = await startUploadServer();
	for (const file of files)
		expect(
			await failureOf(
				clientOf(server).uploads.create(scope, file, { segmentBytes }),
			),
		).toBe("file_changed");
	expect(server.storageRequests).toEqual([]);
});

test("content that changes without a change of size is never sent", async () => {
	const content = Buffer.from(bytes);
	const blob = Object.assign(new Blob([]), {
		slice: (start?: number, end?: number) =>
			new Blob([Buffer.from(content.subarray(start, end))]),
	});
	Object.defineProperty(blob, "size", { value: content.length });
	const server = await startUploadServer();
	const upload = clientOf(server).uploads.create(
		scope,
		{ name: "drawing.pdf", blob },
		{ segmentBytes, onState: () => void content.fill("x") },
	);
	expect(await failureOf(upload)).toBe("file_changed");
	expect(server.storageRequests).toEqual([]);
});
