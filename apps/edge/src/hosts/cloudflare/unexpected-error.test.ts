import { expect, test, vi } from "vitest";
import worker from "./worker.ts";

test("an object that is not reachable is a 500 with the usual body, and the log names the error without its message", async () => {
	const lines: string[] = [];
	vi.spyOn(console, "error").mockImplementation((line) => {
		lines.push(String(line));
	});
	const broken = {
		getByName: () => ({
			fetch: async () => {
				throw new RangeError("hunter2");
			},
		}),
	};
	const reply = await worker.fetch(
		new Request("http://127.0.0.1/rest/v1.0/me", {
			headers: { Authorization: "Bearer ada-token" },
		}),
		{ SIGNOFF_UPSTREAM: "embedded", COMPANIES: broken, DIRECTORY: broken },
		{ waitUntil: () => {} },
	);
	expect([reply.status, reply.headers.get("Content-Type")]).toEqual([
		500,
		"application/problem+json",
	]);
	expect(await reply.text()).not.toContain("hunter2");
	expect(lines).toHaveLength(1);
	expect(JSON.parse(lines[0] ?? "")).toMatchObject({
		level: "error",
		request_id: reply.headers.get("x-request-id"),
		error: "RangeError",
	});
	expect(lines[0]).not.toContain("hunter2");
});
