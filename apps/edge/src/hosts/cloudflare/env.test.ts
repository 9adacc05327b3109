import { get } from "node:http";
import { describe, expect, test } from "vitest";
import { parseProblem, sendRequest } from "../../testing/client.ts";
import { company } from "../../testing/company.ts";
import { publishedWorker } from "../../testing/workerd/harness.ts";
import { readConfig } from "./env.ts";

const fixture = JSON.stringify(company());

describe("a configured deployment", () => {
	const edge = publishedWorker({ UPSTREAM: "embedded", FIXTURE: fixture });

	test("serves its fixture", async () => {
		const me = await sendRequest(
			new URL("/rest/v1.0/me", await edge.url()).href,
		);
		expect([me.status, JSON.parse(me.text)]).toEqual([
			200,
			{ id: 101, login: "ada@harbor.example", name: "ada" },
		]);
	});

	test("replies 503 to every request with a Host that is not loopback, and logs the reason", async () => {
		edge.logged();
		for (const path of ["/healthz", "/rest/v1.0/me"])
			expect(await statusFor(await edge.url(), path, "edge.example")).toBe(503);
		for (const name of ["localhost", "[::1]"])
			expect(await statusFor(await edge.url(), "/healthz", name)).toBe(200);
		const lines = edge.logged();
		expect(lines).toHaveLength(2);
		expect(lines[0]).toContain("A fixture's tokens are for loopback only");
	});
});

describe("a deployment without UPSTREAM", () => {
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
			expect(reply.text).not.toContain("UPSTREAM");
		}
		const lines = edge.logged();
		expect(lines).toHaveLength(paths.length);
		for (const line of lines)
			expect(line).toContain("The variable UPSTREAM is missing");
	});
});

const objects = { getByName: unused };
const bindings = { COMPANIES: objects, DIRECTORY: objects };

test.each<[vars: { UPSTREAM?: unknown; FIXTURE?: unknown }, reason: string]>([
	[{}, "The variable UPSTREAM is missing"],
	[{ UPSTREAM: "" }, "The variable UPSTREAM is missing"],
	[{ UPSTREAM: "hunter2" }, "The variable UPSTREAM is not known"],
	[{ UPSTREAM: "procore" }, "not available in this version"],
	[{ UPSTREAM: "embedded", FIXTURE: "{hunter2" }, "must be an object"],
	[{ UPSTREAM: "embedded", FIXTURE: '{"hunter2":1}' }, "`company` is missing"],
	[{ UPSTREAM: "embedded", FIXTURE: 7 }, "must be an object"],
])("%o is invalid", (vars, reason) => {
	const config = readConfig({ ...bindings, ...vars });
	if (config.kind !== "invalid") throw new Error(config.kind);
	expect(config.message).toContain(reason);
	expect(config.message).not.toContain("hunter2");
});

test.each([
	["no fixture", undefined, null],
	["an empty one", "", null],
	["text", JSON.stringify(company()), company()],
	["JSON", company(), company()],
])("FIXTURE may be %s", (_, FIXTURE, read) => {
	const env = { ...bindings, UPSTREAM: "embedded", FIXTURE };
	expect(readConfig(env)).toEqual({ kind: "valid", fixture: read });
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
