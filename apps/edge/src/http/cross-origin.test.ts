import { describe, expect, test } from "vitest";
import { serve } from "../hosts/node/serve.ts";
import { parseData, wireBody } from "../testing/client.ts";
import { company, prefixes } from "../testing/company.ts";
import { testLedger } from "../testing/edge.ts";
import { publishedWorker } from "../testing/workerd/harness.ts";
import { embeddedUpstream } from "../upstreams/embedded/index.ts";
import { instanceViewSchema } from "../upstreams/views/instance.ts";
import { createApp } from "./app.ts";

const origin = "https://app.example";
const responses = `${prefixes.project}/instances/9201/responses`;
const preflightHeaders = {
	"Access-Control-Request-Method": "POST",
	"Access-Control-Request-Headers": "authorization,content-type",
};

/** An app that lets pages of two origins call it, unless a test says otherwise. */
function appFor(
	corsOrigins: readonly string[] = [origin, "http://localhost:3000"],
) {
	const app = createApp({
		upstream: embeddedUpstream(testLedger(company())),
		log: () => {},
		corsOrigins,
	});
	return async (
		path: string,
		headers: Record<string, string>,
		init: RequestInit = {},
	) => app.request(path, { ...init, headers });
}

function corsHeaders({ headers }: Response): Record<string, string> {
	return Object.fromEntries(
		[...headers].filter(([name]) =>
			/^(access-control-|vary|allow$)/.test(name),
		),
	);
}

const token = {
	Authorization: "Bearer ada-token",
	"Procore-Company-Id": "4201",
};
const exposed =
	"Idempotency-Replayed,Retry-After,Location,Preference-Applied,Link,Total,Per-Page,x-request-id,WWW-Authenticate";

test("every reply to a named origin can be read by its pages", async () => {
	const send = appFor();
	const read = await send(`${prefixes.project}/instances/9201`, token);
	const { status, headers } = read;
	const { current_step_occurrence } = parseData(
		{ status, headers, text: await read.text() },
		instanceViewSchema,
	);
	const step = current_step_occurrence?.id ?? "";
	const json = { ...token, "Content-Type": "application/json" };
	const replies: [status: number, Response][] = [
		[200, await send("/rest/v1.0/me", { ...token, Origin: origin })],
		[200, await send("/healthz", { Origin: origin })],
		[401, await send("/rest/v1.0/me", { Origin: origin })],
		[404, await send("/nowhere", { Origin: origin })],
		[405, await send("/healthz", { Origin: origin }, { method: "PUT" })],
		[
			400,
			await send(
				responses,
				{ ...json, Origin: origin },
				{ method: "POST", body: "{" },
			),
		],
		[
			204,
			await send(
				responses,
				{ ...json, Origin: origin },
				{
					method: "POST",
					body: JSON.stringify(wireBody(step, "2000")),
				},
			),
		],
	];
	for (const [expected, reply] of replies) {
		expect(reply.status).toBe(expected);
		const { allow: _, ...named } = corsHeaders(reply);
		expect(named).toEqual({
			"access-control-allow-origin": origin,
			"access-control-expose-headers": exposed,
			vary: "Origin",
		});
		expect(reply.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
		expect(reply.headers.get("Referrer-Policy")).toBe("no-referrer");
	}
});

test("an unexpected error can be read as well", async () => {
	const app = createApp({
		upstream: {
			...embeddedUpstream(testLedger(company())),
			identify: async () => {
				throw new Error("hunter2");
			},
		},
		log: () => {},
		corsOrigins: [origin],
	});
	const reply = await app.request("/rest/v1.0/me", {
		headers: { ...token, Origin: origin },
	});
	expect([
		reply.status,
		reply.headers.get("Access-Control-Allow-Origin"),
	]).toEqual([500, origin]);
});

test.each([
	"https://other.example",
	"https://app.example.evil",
	"null",
	"http://app.example",
	"https://app.example:8443",
	"HTTPS://APP.EXAMPLE",
	"",
])("a page of %j cannot read a reply", async (other) => {
	const send = appFor();
	for (const init of [{}, { method: "OPTIONS" }]) {
		const headers = { Origin: other, ...(init.method ? preflightHeaders : {}) };
		const reply = await send("/healthz", headers, init);
		expect(reply.headers.has("Access-Control-Allow-Origin")).toBe(false);
		expect(reply.headers.get("Vary")).toBe("Origin");
	}
});

describe("a preflight", () => {
	test.each([
		[responses, "POST, OPTIONS"],
		[`${prefixes.company}/instances`, "GET, HEAD, POST, OPTIONS"],
		["/healthz", "GET, HEAD, OPTIONS"],
		["/openapi.json", "GET, HEAD, OPTIONS"],
	])("of %s names its methods and headers", async (path, allow) => {
		const reply = await appFor()(
			path,
			{ Origin: "http://localhost:3000", ...preflightHeaders },
			{ method: "OPTIONS" },
		);
		expect([reply.status, await reply.text()]).toEqual([204, ""]);
		expect(corsHeaders(reply)).toEqual({
			allow,
			"access-control-allow-origin": "http://localhost:3000",
			"access-control-allow-methods": allow.replaceAll(", ", ","),
			"access-control-allow-headers":
				"Authorization,Content-Type,Procore-Company-Id,Prefer,Idempotency-Token",
			"access-control-expose-headers": exposed,
			"access-control-max-age": "600",
			vary: "Origin, Access-Control-Request-Headers",
		});
	});

	test("of a path that does not exist is 404", async () => {
		const reply = await appFor()(
			"/nowhere",
			{ Origin: origin, ...preflightHeaders },
			{ method: "OPTIONS" },
		);
		expect(reply.status).toBe(404);
		expect(reply.headers.has("Access-Control-Allow-Methods")).toBe(false);
	});

	test("with any other OPTIONS beside it is a 204 with Allow", async () => {
		const withOrigin: Record<string, string> = { Origin: origin };
		for (const headers of [{}, withOrigin]) {
			const reply = await appFor()(responses, headers, { method: "OPTIONS" });
			expect([reply.status, corsHeaders(reply)]).toEqual([
				204,
				{ allow: "POST, OPTIONS", vary: "Origin" },
			]);
		}
	});
});

test("without named origins no reply has a header for other origins", async () => {
	const send = appFor([]);
	for (const method of ["GET", "OPTIONS"]) {
		const headers = { Origin: origin, ...preflightHeaders };
		const reply = await send("/healthz", headers, { method });
		expect(corsHeaders(reply)).toEqual(
			method === "OPTIONS" ? { allow: "GET, HEAD, OPTIONS" } : {},
		);
	}
});

test("`serve` lets pages of its origins call it", async () => {
	const edge = await serve({
		...{ port: 0, fixture: company(), logLevel: "error" },
		corsOrigins: [origin],
		log: (entry) => {
			throw new Error(JSON.stringify(entry));
		},
	});
	await expectCrossOrigin(edge.url);
	await edge.close();
});

describe("on Workers", () => {
	const edge = publishedWorker({
		SIGNOFF_UPSTREAM: "embedded",
		SIGNOFF_FIXTURE: JSON.stringify(company()),
		SIGNOFF_CORS_ORIGIN: `${origin},http://localhost:3000`,
	});

	test("pages of the named origins may call the edge", async () => {
		await expectCrossOrigin((await edge.url()).origin);
	});
});

/** Sends what a browser sends for a page of the origin: a preflight, and the request. */
async function expectCrossOrigin(url: string): Promise<void> {
	const preflight = await fetch(url + responses, {
		method: "OPTIONS",
		headers: { Origin: origin, ...preflightHeaders },
	});
	const known = await fetch(`${url}/rest/v1.0/me`, {
		headers: { ...token, Origin: origin },
	});
	const unknown = await fetch(`${url}/rest/v1.0/me`, {
		headers: { Origin: origin },
	});
	const replies = [preflight, known, unknown];
	expect(
		replies.map(({ status, headers }) => [
			status,
			headers.get("Access-Control-Allow-Origin"),
		]),
	).toEqual([
		[204, origin],
		[200, origin],
		[401, origin],
	]);
	await Promise.all(replies.map((reply) => reply.text()));
}
