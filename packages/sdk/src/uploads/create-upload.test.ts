import { createHash } from "node:crypto";
import type {
	StorageFault,
	UploadServer,
} from "@signoff/conformance/fault-server";
import { expect, test } from "vitest";
import { bearer } from "../auth/auth.ts";
import { type Client, createClient } from "../client.ts";
import { isSignoffError } from "../errors/signoff-error.ts";
import { startUploadServer } from "../testing/upload-server.ts";
import type { UploadState } from "./types.ts";

const scope = { company_id: "4201", project_id: "77" };
const segmentBytes = 5 * 1024 * 1024;
const bytes = Buffer.alloc(segmentBytes * 2 + 1000, "0123456789abcdef");
const big = new File([bytes], "drawing.pdf", { type: "application/pdf" });
const denied: StorageFault = { kind: "status", status: 403 };
const sha256 = (data: Uint8Array): string =>
	createHash("sha256").update(data).digest("hex");

function clientOf({ url }: UploadServer): Client {
	return createClient({ baseUrl: url, auth: bearer("ada-token") });
}

/** Uploads until storage refuses, and returns the last state that was to be stored. */
async function interruptedUpload(client: Client): Promise<UploadState> {
	let stored: UploadState | null = null;
	const onState = (state: UploadState): void => {
		stored = JSON.parse(JSON.stringify(state));
	};
	const upload = client.uploads.create(scope, big, { segmentBytes, onState });
	await expect(upload).rejects.toMatchObject({ name: "SignoffError" });
	if (stored === null) throw new Error("No state was reported.");
	return stored;
}

test("a small file is sent in one form, fields unmodified and the file last", async () => {
	const server = await startUploadServer();
	const file = new File(["hello"], "note.txt", { type: "text/plain" });
	const upload = await clientOf(server).uploads.create(scope, file);
	expect(upload).toEqual({ uuid: "u-1", name: "note.txt", size: 5 });
	expect(server.apiRequests).toEqual([
		{
			call: "POST /rest/v1.1/projects/77/uploads",
			authorization: "Bearer ada-token",
			body: {
				response_filename: "note.txt",
				response_content_type: "text/plain",
				size: 5,
			},
		},
	]);
	const [stored] = server.storageRequests;
	const type = stored?.type ?? "";
	const form = await new Response(stored?.body.toString(), {
		headers: { "Content-Type": type },
	}).formData();
	expect([...form.keys()]).toEqual(["key", "policy", "file"]);
	expect(form.get("key")).toBe("k 1");
	expect(stored?.authorization).toBeUndefined();
});

test("at company level the company's upload endpoint is used", async () => {
	const server = await startUploadServer();
	const file = { name: "note.txt", blob: new Blob(["hello"]) };
	await clientOf(server).uploads.create({ company_id: "4201" }, file);
	expect(server.apiRequests[0]?.call).toBe(
		"POST /rest/v1.1/companies/4201/uploads",
	);
});

test("a large file is sent in segments, each with its checksum and headers, and never the token", async () => {
	const server = await startUploadServer();
	const reported: number[] = [];
	await clientOf(server).uploads.create(scope, big, {
		segmentBytes,
		onProgress: ({ sent, total }) => reported.push(sent / total),
	});
	expect(server.storageRequests.map(({ body }) => body.length)).toEqual([
		segmentBytes,
		segmentBytes,
		1000,
	]);
	for (const {
		authorization,
		body,
		sum,
		length,
		method,
	} of server.storageRequests) {
		expect(authorization).toBeUndefined();
		expect(sum).toBe(sha256(body));
		expect(length).toBe(String(body.length));
		expect(method).toBe("PUT");
	}
	expect(server.apiRequests.map(({ call }) => call)).toEqual([
		"POST /rest/v1.1/projects/77/uploads",
		"PATCH /rest/v1.1/projects/77/uploads/u-1",
	]);
	expect([...server.files.values()]).toEqual([sha256(bytes)]);
	expect(reported.at(-1)).toBe(1);
	expect(reported).toHaveLength(3);
});

test("a segment whose response is lost, or that storage fails to store, is sent again", async () => {
	const server = await startUploadServer({
		storage: [
			{ nth: 2, fault: { kind: "dropped" } },
			{ nth: 3, fault: { kind: "status", status: 503 } },
		],
	});
	await clientOf(server).uploads.create(scope, big, { segmentBytes });
	expect([...server.files.values()]).toEqual([sha256(bytes)]);
});

test("an interrupted upload resumes with the missing segments", async () => {
	const server = await startUploadServer({
		storage: [{ nth: 2, fault: denied }],
	});
	const client = clientOf(server);
	const resume = await interruptedUpload(client);
	expect(resume.segments.map(({ etag }) => etag !== null)).toEqual([
		true,
		false,
		false,
	]);
	await client.uploads.create(scope, big, { resume });
	expect(server.storageRequests.map(({ body }) => body.length)).toEqual([
		segmentBytes,
		segmentBytes,
		1000,
	]);
	expect([...server.files.values()]).toEqual([sha256(bytes)]);
});

test("an upload does not resume with another file", async () => {
	const server = await startUploadServer({
		storage: [{ nth: 2, fault: denied }],
	});
	const client = clientOf(server);
	const resume = await interruptedUpload(client);
	const other = Buffer.from(bytes);
	other[10] = 0;
	const error = await client.uploads
		.create(scope, new File([other], "drawing.pdf"), { resume })
		.catch((reason: unknown) => reason);
	expect(isSignoffError(error) && error.outcome).toMatchObject({
		kind: "invalid",
		issues: [{ code: "file_changed" }],
	});
	expect(server.storageRequests).toHaveLength(1);
});

test("a signal aborts the upload, which can resume from the stored state", async () => {
	const aborter = new AbortController();
	const server = await startUploadServer();
	const client = clientOf(server);
	const states: UploadState[] = [];
	const upload = client.uploads.create(scope, big, {
		segmentBytes,
		signal: aborter.signal,
		onState: (state) => {
			states.push(state);
			if (states.length === 2) aborter.abort();
		},
	});
	await expect(upload).rejects.toMatchObject({ name: "AbortError" });
	const resume = states.at(-1);
	await client.uploads.create(scope, big, { resume });
	expect(server.storageRequests).toHaveLength(3);
});

test("invalid options and files are refused before any request", async () => {
	const server = await startUploadServer();
	const { uploads } = clientOf(server);
	await expect(
		uploads.create(scope, big, { segmentBytes: 1000 }),
	).rejects.toThrow(TypeError);
	await expect(uploads.create(scope, { name: "", blob: big })).rejects.toThrow(
		TypeError,
	);
	expect(server.apiRequests).toEqual([]);
});

test("a file is not sent to an address that is not encrypted", async () => {
	const urls: string[] = [];
	const target = { uuid: "u-1", url: "http://storage.example/", fields: {} };
	const client = createClient({
		baseUrl: "https://api.example",
		auth: bearer("ada-token"),
		fetch: async (input) => {
			urls.push(new Request(input).url);
			return Response.json(target, { status: 201 });
		},
	});
	const error = await client.uploads
		.create(scope, new File(["hello"], "note.txt"))
		.catch((reason: unknown) => reason);
	expect(isSignoffError(error) && error.outcome).toMatchObject({
		kind: "invalid",
		issues: [{ code: "unsafe_address" }],
	});
	expect(urls).toEqual(["https://api.example/rest/v1.1/projects/77/uploads"]);
});
