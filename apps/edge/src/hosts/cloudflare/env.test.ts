import { get } from "node:http";
import { describe, expect, test } from "vitest";
import { parseProblem, sendRequest } from "../../testing/client.ts";
import { company } from "../../testing/company.ts";
import { publishedWorker } from "../../testing/workerd/harness.ts";
import { readConfig } from "./env.ts";

const fixture = JSON.stringify(company());

describe("a deployment that is set up", () => {
	const edge = publishedWorker({ UPSTREAM: "embedded", FIXTURE: fixture });

	test("answers from its fixture", async () => {
		const me = await sendRequest(
			new URL("/rest/v1.0/me", await edge.url()).href,
		);
		expect([me.status, JSON.parse(me.text)]).toEqual([
			200,
			{ id: 101, login: "ada@harbor.example", name: "ada" },
		]);
	});

	test("refuses everything under another name than loopback's, and logs why", async () => {
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

	test("answers nothing but that it is not available, and its log says why", async () => {
		const url = await edge.url();
		const paths = ["/healthz", "/readyz", "/openapi.json", "/rest/v1.0/me"];
		for (const path of paths) {
			const answer = await sendRequest(new URL(path, url).href);
			expect([answer.status, answer.headers.get("Retry-After")]).toEqual([
				503,
				"60",
			]);
			expect(parseProblem(answer).outcome).toMatchObject({
				kind: "deferred",
				reason: "unavailable",
			});
			expect(answer.text).not.toContain("UPSTREAM");
		}
		const lines = edge.logged();
		expect(lines).toHaveLength(paths.length);
		for (const line of lines)
			expect(line).toContain("The variable UPSTREAM is missing");
	});
});

const objects = { getByName: unasked };
const bindings = { COMPANIES: objects, DIRECTORY: objects };

test.each<[vars: { UPSTREAM?: unknown; FIXTURE?: unknown }, says: string]>([
	[{}, "The variable UPSTREAM is missing"],
	[{ UPSTREAM: "" }, "The variable UPSTREAM is missing"],
	[{ UPSTREAM: "hunter2" }, "The variable UPSTREAM is not known"],
	[{ UPSTREAM: "procore" }, "not available in this version"],
	[{ UPSTREAM: "embedded", FIXTURE: "{hunter2" }, "must be an object"],
	[{ UPSTREAM: "embedded", FIXTURE: '{"hunter2":1}' }, "`company` is missing"],
	[{ UPSTREAM: "embedded", FIXTURE: 7 }, "must be an object"],
])("%o cannot be used", (vars, says) => {
	const settings = readConfig({ ...bindings, ...vars });
	if (settings.kind !== "invalid") throw new Error(settings.kind);
	expect(settings.message).toContain(says);
	expect(settings.message).not.toContain("hunter2");
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

function unasked(): never {
	throw new Error("Nobody should ask.");
}

function statusFor(url: URL, path: string, host: string): Promise<number> {
	return new Promise((resolve, reject) => {
		get(
			new URL(path, url),
			{ headers: { Host: `${host}:${url.port}` } },
			(answer) => {
				answer.resume();
				resolve(answer.statusCode ?? 0);
			},
		).once("error", reject);
	});
}
