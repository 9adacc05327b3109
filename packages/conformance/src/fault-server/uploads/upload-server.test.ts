import { createHash } from "node:crypto";
import { expect, onTestFinished, test } from "vitest";
import { startUploadServer, type UploadServer } from "./start-upload-server.ts";
import type { UploadPlan } from "./upload-plan.ts";

async function start(plan: UploadPlan): Promise<UploadServer> {
	const server = await startUploadServer(plan);
	onTestFinished(server.close);
	return server;
}

async function call(
	{ url }: UploadServer,
	method: string,
	body: object,
): Promise<{ status: number; body: unknown }> {
	const path = `${url}/uploads`;
	const response = await fetch(path, { method, body: JSON.stringify(body) });
	const text = await response.text();
	return { status: response.status, body: text && JSON.parse(text) };
}

/** Creates an upload of one segment, and returns where to send it. */
async function createIn(server: UploadServer) {
	const { body } = await call(server, "POST", { segments: [{ sha256: "s" }] });
	const [segment] = (body as { segments: { url: string; headers: object }[] })
		.segments;
	if (segment === undefined) throw new Error("There is no segment.");
	return segment;
}

test("storage answers with each planned fault once, and then stores", async () => {
	const server = await start({
		storage: [
			{
				nth: 1,
				fault: { kind: "s3_error", status: 400, code: "RequestTimeout" },
			},
			{ nth: 2, fault: { kind: "status", status: 503 } },
			{ nth: 3, fault: { kind: "dropped" } },
		],
	});
	const { url } = await createIn(server);
	const put = () => fetch(url, { method: "PUT", body: "hello" });
	const slow = await put();
	expect([slow.status, await slow.text()]).toEqual([
		400,
		expect.stringContaining("<Code>RequestTimeout</Code>"),
	]);
	expect((await put()).status).toBe(503);
	await expect(put()).rejects.toThrow();
	expect(server.storageRequests).toEqual([]);
	expect((await put()).status).toBe(200);
	expect(server.storageRequests.map(({ body }) => body.toString())).toEqual([
		"hello",
	]);
});

const md5 = createHash("md5").update("hello").digest("hex");

test.each([
	["quoted", `"${md5}"`],
	["weak", `W/"${md5}"`],
	["bare", md5],
] as const)("an ETag may be %s", async (etags, etag) => {
	const server = await start({ etags });
	const { url } = await createIn(server);
	const stored = await fetch(url, { method: "PUT", body: "hello" });
	expect(stored.headers.get("etag")).toBe(etag);
	const segments = [{ etag: md5 }];
	expect(await call(server, "PATCH", { segments })).toEqual({
		status: 204,
		body: "",
	});
	expect([...server.files.values()]).toEqual([
		createHash("sha256").update("hello").digest("hex"),
	]);
});

test("the replies of the API differ as planned", async () => {
	const server = await start({
		completion: { status: 200, body: { status: "failed" } },
		creation: { headers: { "x-amz-sum": 7 }, fields: { expires: 3600 } },
	});
	expect(await createIn(server)).toMatchObject({
		headers: { "x-amz-sum": 7 },
		url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:/),
	});
	expect(await call(server, "POST", {})).toMatchObject({
		status: 201,
		body: { fields: { expires: 3600 } },
	});
	expect(await call(server, "PATCH", { segments: [] })).toEqual({
		status: 200,
		body: { status: "failed" },
	});
	const other = await start({ creation: { reply: [] } });
	expect((await call(other, "POST", {})).body).toEqual([]);
});

test("a plan that is not valid is refused", async () => {
	const plan = JSON.parse('{"storage":[{"nth":0,"fault":{"kind":"rain"}}]}');
	await expect(startUploadServer(plan)).rejects.toThrow(
		/a fault of storage that the fault server knows/,
	);
});
