import { once } from "node:events";
import { request } from "node:http";
import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import type { LogEntry } from "../observability/log.ts";
import { parseProblem, sendRequest, wireBody } from "../testing/client.ts";
import { company, prefixes } from "../testing/company.ts";
import { startEdge } from "../testing/edge.ts";
import type { Upstream } from "../upstreams/upstream.ts";
import { createApp } from "./app.ts";

const uuid =
	/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe("every HTTP response", () => {
	test("has a new request id and secure headers", async () => {
		const edge = await startEdge(company());
		const urls = [
			"/healthz",
			"/missing",
			"/rest/v1.0/me",
			`${prefixes.project}/instances/9201`,
		];
		const ids = new Set<string>();
		for (const path of urls) {
			const reply = await sendRequest(edge.url + path, {
				headers: { "X-Request-Id": "chosen-by-client" },
			});
			const requestId = reply.headers.get("x-request-id") ?? "";
			expect(requestId).toMatch(uuid);
			ids.add(requestId);
			expect(reply.headers.get("x-content-type-options")).toBe("nosniff");
			expect(reply.headers.get("cache-control")).toBe("no-store");
			expect(reply.headers.get("access-control-allow-origin")).toBeNull();
			if (reply.status >= 400)
				expect(parseProblem(reply).instance).toBe(`urn:uuid:${requestId}`);
		}
		expect(ids.size).toBe(urls.length);
	});
});

describe("an unknown path, id or method", () => {
	test.each([
		"/",
		"/missing",
		"/rest/v2.0",
		"/healthz/",
		"//healthz",
		"/rest/v2.0/companies/4201/workflows/instances/9201/%E0%A4%A/x",
		"/%",
		"/%zz",
		"/a%00b",
		"/../etc/passwd",
	])("%s is 404", async (path) => {
		const edge = await startEdge(company());
		const reply = await sendRequest(edge.url + path);
		expect([reply.status, reply.headers.get("content-type")]).toEqual([
			404,
			"application/problem+json",
		]);
		expect(parseProblem(reply).error.code).toBe("NOT_FOUND");
	});

	test.each([
		"%",
		"%zz",
		"%E0%A4%A",
		"%00",
		"a%2Fb",
		"..%2f9201",
		"👩‍🚒",
		"'; DROP TABLE responses; --",
	])("an instance with the id %s is 404", async (name) => {
		const edge = await startEdge(company());
		for (const tail of ["", "/history"]) {
			const reply = await sendRequest(
				`${edge.url}${prefixes.project}/instances/${name}${tail}`,
			);
			expect([reply.status, reply.text.includes("DROP")]).toEqual([404, false]);
		}
	});

	test.each([
		["PUT", `${prefixes.project}/instances/9201/responses`, "POST, OPTIONS"],
		["GET", `${prefixes.company}/instances/9201/responses`, "POST, OPTIONS"],
		["DELETE", `${prefixes.company}/instances`, "GET, HEAD, POST, OPTIONS"],
		["POST", "/rest/v1.0/me", "GET, HEAD, OPTIONS"],
		["PATCH", "/openapi.json", "GET, HEAD, OPTIONS"],
	])("%s %s is 405 with Allow", async (method, path, allow) => {
		const edge = await startEdge(company());
		const reply = await sendRequest(edge.url + path, { method, token: null });
		expect([reply.status, reply.headers.get("Allow")]).toEqual([405, allow]);
		expect(parseProblem(reply).error.code).toBe("METHOD_NOT_ALLOWED");
	});

	test.each([
		[`${prefixes.project}/instances/9201/responses`, "POST, OPTIONS"],
		[`${prefixes.company}/instances`, "GET, HEAD, POST, OPTIONS"],
		["/healthz", "GET, HEAD, OPTIONS"],
		["/docs", "GET, HEAD, OPTIONS"],
	])("OPTIONS %s is 204 with Allow, without a token", async (path, allow) => {
		const edge = await startEdge(company());
		const options = { method: "OPTIONS", token: null };
		const reply = await sendRequest(edge.url + path, options);
		expect([reply.status, reply.headers.get("Allow"), reply.text]).toEqual([
			204,
			allow,
			"",
		]);
	});

	test("HEAD replies like GET, without a body", async () => {
		const edge = await startEdge(company());
		const paths = [
			"/healthz",
			`${prefixes.project}/instances/9201`,
			`${prefixes.project}/instances/404`,
		];
		const replies = await Promise.all(
			paths.map((path) => sendRequest(edge.url + path, { method: "HEAD" })),
		);
		expect(replies.map(({ status, text }) => [status, text])).toEqual([
			[200, ""],
			[200, ""],
			[404, ""],
		]);
	});
});

test("bytes that are not a valid HTTP request are a 400 with the usual body", async () => {
	const edge = await startEdge(company());
	const { hostname, port } = new URL(edge.url);
	for (const head of [
		"GET missing HTTP/1.1\r\nHost: a",
		"GET / HTTP/1.1\r\nHost: a b",
		"GET /a\\b HTTP/1.1\r\nHost: a",
		"NOT HTTP",
		"GET / HTTP/1.1\r\nBad Header: x",
	]) {
		const socket = connect(Number(port), hostname);
		await once(socket, "connect");
		socket.end(`${head}\r\nConnection: close\r\n\r\n`);
		const chunks: Buffer[] = [];
		socket.on("data", (chunk) => chunks.push(Buffer.from(chunk)));
		await once(socket, "close");
		const [headers, body] = Buffer.concat(chunks).toString().split("\r\n\r\n");
		expect([head, headers?.split("\r\n")[0]]).toEqual([
			head,
			"HTTP/1.1 400 Bad Request",
		]);
		expect([head, headers?.toLowerCase()]).toEqual([
			head,
			expect.stringContaining("application/problem+json"),
		]);
		expect(headers).toContain("x-request-id: ");
		expect(JSON.parse(body ?? "")).toMatchObject({
			status: 400,
			error: { code: "BAD_REQUEST" },
		});
	}
});

test("headers that are too long are a 431 with the usual body", async () => {
	const edge = await startEdge(company());
	const sent = request(edge.url, { headers: { x: "x".repeat(20_000) } });
	sent.end();
	const [reply] = await once(sent, "response");
	let text = "";
	for await (const chunk of reply) text += String(chunk);
	expect([reply.statusCode, reply.headers["content-type"]]).toEqual([
		431,
		"application/problem+json",
	]);
	expect(JSON.parse(text)).toMatchObject({ status: 431 });
});

describe("an unexpected error", () => {
	const secret = "pa55word-in-a-message";
	const failing: Upstream = {
		identify: async (token) => ({ id: "101", token }),
		submit: () =>
			Promise.reject(
				Object.assign(new RangeError(secret), { code: "E_BROKEN" }),
			),
		preview: () => Promise.reject(new Error(secret)),
		readSettlement: () => Promise.reject(new Error(secret)),
		create: () => Promise.reject(new Error(secret)),
		read: () => {
			throw new TypeError(secret);
		},
		ready: () => Promise.reject(new Error(secret)),
	};

	test("is a 500 with a fixed message; the log has its stack, without its message or parts of the request", async () => {
		const logged: LogEntry[] = [];
		const app = createApp({
			upstream: failing,
			log: (entry) => logged.push(entry),
		});
		const headers = {
			Authorization: "Bearer t0ken",
			"Procore-Company-Id": "4201",
			"Content-Type": "application/json",
		};
		const body = JSON.stringify(wireBody("1", "2", { comment: "c0mment" }));
		const replies = [
			await app.request(`${prefixes.project}/instances/9201/responses`, {
				method: "POST",
				headers,
				body,
			}),
			await app.request(`${prefixes.project}/instances/9201`, { headers }),
		];
		for (const reply of replies) {
			const text = await reply.text();
			expect([reply.status, reply.headers.get("content-type")]).toEqual([
				500,
				"application/problem+json",
			]);
			expect(text).not.toContain(secret);
			expect(
				parseProblem({ status: 500, headers: reply.headers, text }).error.code,
			).toBe("INTERNAL_SERVER_ERROR");
		}
		expect(logged.map(({ error }) => error)).toEqual([
			"RangeError (E_BROKEN)",
			"TypeError",
		]);
		expect(logged[0]?.request_id).toBe(replies[0]?.headers.get("x-request-id"));
		expect(logged[0]?.at?.[0]).toContain("app.test.ts");
		for (const word of [secret, "t0ken", "c0mment"])
			expect(JSON.stringify(logged)).not.toContain(word);
	});

	test("makes /readyz a 503", async () => {
		const app = createApp({ upstream: failing, log: () => {} });
		const reply = await app.request("/readyz");
		expect([reply.status, reply.headers.get("Retry-After")]).toEqual([
			503,
			"1",
		]);
		expect(await reply.text()).not.toContain(secret);
	});
});

test("healthz and readyz need no token", async () => {
	const edge = await startEdge(company());
	const replies = await Promise.all(
		["/healthz", "/readyz"].map((path) =>
			sendRequest(edge.url + path, { token: null }),
		),
	);
	expect(replies.map(({ status, text }) => [status, text])).toEqual([
		[200, '{"status":"ok"}'],
		[200, '{"status":"ready"}'],
	]);
});
