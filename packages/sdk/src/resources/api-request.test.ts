import { describe, expect, test } from "vitest";
import { bearer } from "../auth/auth.ts";
import { createClient } from "../client.ts";
import { type StubReply, serve } from "../testing/stub-server.ts";

const auth = bearer("ada-token");

function json(status: number, body: unknown): StubReply {
	return { kind: "reply", status, headers: { Total: "7" }, body };
}

test("a path is read with the token, the company and its query, and returned as it is", async () => {
	const { url, requests } = await serve(() => json(200, [{ id: 1, x: null }]));
	const client = createClient({ baseUrl: url, auth });
	const path = "/rest/v1.0/vendors?company_id=4201&page=2";
	expect(
		await client.request({ method: "GET", path, companyId: "4201" }),
	).toMatchObject({ data: [{ id: 1, x: null }], headers: { total: "7" } });
	expect(requests).toMatchObject([
		{
			path,
			headers: {
				authorization: "Bearer ada-token",
				"procore-company-id": "4201",
			},
		},
	]);
});

test("without a company there is no header of one", async () => {
	const { url, requests } = await serve(() => json(200, {}));
	const client = createClient({ baseUrl: url, auth });
	await client.request({ method: "GET", path: "/rest/v1.0/me" });
	expect(requests[0]?.headers).not.toHaveProperty("procore-company-id");
});

test("a GET is retried, a POST is not", async () => {
	const { url, requests } = await serve((_, count) =>
		count === 1 ? { kind: "drop" } : json(200, {}),
	);
	const client = createClient({ baseUrl: url, auth });
	await client.request({ method: "GET", path: "/rest/v1.0/me" });
	expect(requests).toHaveLength(2);
	const lost = await serve(() => ({ kind: "drop" }));
	const post = createClient({ baseUrl: lost.url, auth }).request({
		method: "POST",
		path: "/rest/v2.0/companies/4201/workflows/instances",
		body: { tool_type: "x" },
	});
	await expect(post).rejects.toMatchObject({ outcome: { kind: "uncertain" } });
	expect(lost.requests).toMatchObject([{ body: '{"tool_type":"x"}' }]);
});

test.each([
	[404, "not_found"],
	[403, "forbidden"],
])("a %i rejects as %s", async (status, kind) => {
	const { url } = await serve(() => json(status, {}));
	const client = createClient({ baseUrl: url, auth });
	await expect(
		client.request({ method: "GET", path: "/rest/v1.0/me" }),
	).rejects.toMatchObject({ outcome: { kind }, status });
});

describe("nothing is sent", () => {
	test.each(["", "rest", "//evil.example/rest", "/\\evil.example"])(
		"to the path %j",
		async (path) => {
			const client = createClient({ baseUrl: "http://127.0.0.1:2", auth });
			await expect(client.request({ method: "GET", path })).rejects.toThrow(
				TypeError,
			);
		},
	);

	test("for a company that is no id", async () => {
		const client = createClient({ baseUrl: "http://127.0.0.1:2", auth });
		await expect(
			client.request({ method: "GET", path: "/a", companyId: "4\r\n2" }),
		).rejects.toMatchObject({ outcome: { kind: "invalid" } });
	});
});
