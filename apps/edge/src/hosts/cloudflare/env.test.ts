import { get } from "node:http";
import { describe, expect, test } from "vitest";
import { parseProblem, sendRequest } from "../../testing/client.ts";
import { company } from "../../testing/company.ts";
import { publishedWorker } from "../../testing/workerd/harness.ts";
import { readWorkerConfig } from "./env.ts";

const fixture = JSON.stringify(company());

describe("a configured deployment", () => {
	const edge = publishedWorker({
		SIGNOFF_UPSTREAM: "embedded",
		SIGNOFF_FIXTURE: fixture,
		SIGNOFF_PUBLIC_URL: "https://edge.example",
	});

	test("serves its fixture", async () => {
		const me = await sendRequest(
			new URL("/rest/v1.0/me", await edge.url()).href,
		);
		expect([me.status, JSON.parse(me.text)]).toEqual([
			200,
			{ id: 101, login: "ada@harbor.example", name: "ada" },
		]);
	});

	test("replies 421 to every request with a Host that is neither loopback nor the public URL's", async () => {
		for (const path of ["/healthz", "/rest/v1.0/me"])
			expect(await statusFor(await edge.url(), path, "other.example")).toBe(
				421,
			);
		for (const name of ["localhost", "[::1]", "edge.example"])
			expect(await statusFor(await edge.url(), "/healthz", name)).toBe(200);
	});
});

describe("a deployment without SIGNOFF_UPSTREAM", () => {
	const edge = publishedWorker({});

	test("replies 503 to every request, and logs the reason", async () => {
		const url = await edge.url();
		const paths = ["/healthz", "/readyz", "/openapi.json", "/rest/v1.0/me"];
		for (const path of paths) {
			const reply = await sendRequest(new URL(path, url).href);
			expect([reply.status, reply.headers.get("Retry-After")]).toEqual([
				503,
				"60",
			]);
			expect(parseProblem(reply).outcome).toMatchObject({
				kind: "deferred",
				reason: "unavailable",
			});
			expect(reply.text).not.toContain("SIGNOFF_UPSTREAM");
		}
		const lines = edge.logged();
		expect(lines).toHaveLength(paths.length);
		for (const line of lines)
			expect(line).toContain("The variable SIGNOFF_UPSTREAM is missing");
	});
});

const objects = { getByName: unused };
const bindings = { COMPANIES: objects, DIRECTORY: objects };

test.each<
	[
		vars: { SIGNOFF_UPSTREAM?: unknown; SIGNOFF_FIXTURE?: unknown },
		reason: string,
	]
>([
	[{}, "The variable SIGNOFF_UPSTREAM is missing"],
	[{ SIGNOFF_UPSTREAM: "" }, "The variable SIGNOFF_UPSTREAM is missing"],
	[
		{ SIGNOFF_UPSTREAM: "hunter2" },
		"The variable SIGNOFF_UPSTREAM must be embedded",
	],
	[
		{ SIGNOFF_UPSTREAM: "procore" },
		"The variable SIGNOFF_PUBLIC_URL is required with the upstream procore.",
	],
	[
		{ SIGNOFF_UPSTREAM: "embedded", SIGNOFF_FIXTURE: "{hunter2" },
		"must be an object",
	],
	[
		{ SIGNOFF_UPSTREAM: "embedded", SIGNOFF_FIXTURE: '{"hunter2":1}' },
		"`company` is missing",
	],
	[{ SIGNOFF_UPSTREAM: "embedded", SIGNOFF_FIXTURE: 7 }, "must be an object"],
])("%o is invalid", (vars, reason) => {
	const config = readWorkerConfig({ ...bindings, ...vars });
	if (config.kind !== "invalid") throw new Error(config.kind);
	expect(config.problems.join(" ")).toContain(reason);
	expect(config.problems.join(" ")).not.toContain("hunter2");
});

test.each([
	["no fixture", undefined, null],
	["an empty one", "", null],
	["text", JSON.stringify(company()), company()],
	["JSON", company(), company()],
])("SIGNOFF_FIXTURE may be %s", (_, SIGNOFF_FIXTURE, read) => {
	const env = { ...bindings, SIGNOFF_UPSTREAM: "embedded", SIGNOFF_FIXTURE };
	expect(readWorkerConfig(env)).toEqual({
		kind: "valid",
		config: {
			...{ upstream: "embedded", fixture: read, relay: null },
			...{ "public-url": null, "cors-origin": [], "log-level": "info" },
		},
	});
});

function unused(): never {
	throw new Error("This binding must not be used.");
}

function statusFor(url: URL, path: string, host: string): Promise<number> {
	return new Promise((resolve, reject) => {
		get(
			new URL(path, url),
			{ headers: { Host: `${host}:${url.port}` } },
			(reply) => {
				reply.resume();
				resolve(reply.statusCode ?? 0);
			},
		).once("error", reject);
	});
}
