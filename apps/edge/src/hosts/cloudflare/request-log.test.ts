import { expect, test, vi } from "vitest";
import { company } from "../../testing/company.ts";
import worker from "./worker.ts";

const unused = {
	getByName: (): never => {
		throw new Error("No object is needed.");
	},
};

/** The lines that the console has after a request. */
async function linesOf(vars: object, url: string): Promise<unknown[]> {
	const lines: string[] = [];
	vi.spyOn(console, "log").mockImplementation((line) => {
		lines.push(String(line));
	});
	await worker.fetch(
		new Request(url, { headers: { Authorization: "Bearer hunter2" } }),
		{
			...{ SIGNOFF_UPSTREAM: "embedded", COMPANIES: unused, DIRECTORY: unused },
			...vars,
		},
		{ waitUntil: () => {} },
	);
	expect(lines.join()).not.toContain("hunter2");
	return lines.map((line) => JSON.parse(line));
}

test("each request is a line of JSON on the console", async () => {
	expect(await linesOf({}, "http://127.0.0.1/healthz?hunter2")).toEqual([
		{
			...{ level: "info", request_id: expect.any(String), method: "GET" },
			...{
				route: "/healthz",
				company: null,
				instance: null,
				key: null,
				outcome: null,
			},
			...{ status: 200, duration_ms: expect.any(Number) },
		},
	]);
});

test("also one to another host's name", async () => {
	const vars = { SIGNOFF_FIXTURE: company() };
	expect(await linesOf(vars, "http://other.example/hunter2")).toMatchObject([
		{ route: null, status: 421 },
	]);
});

test("with the level error there is no line", async () => {
	const vars = { SIGNOFF_LOG_LEVEL: "error", SIGNOFF_PUBLIC_URL: "http://a.b" };
	expect(await linesOf(vars, "http://127.0.0.1/healthz")).toEqual([]);
});
