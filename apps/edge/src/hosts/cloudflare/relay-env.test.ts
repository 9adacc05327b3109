import { expect, test, vi } from "vitest";
import { memoryStorage } from "../../testing/object-storage.ts";
import type { ObjectNamespace, WorkerEnv } from "./bindings.ts";
import worker, { Settlement } from "./worker.ts";

const unused: ObjectNamespace = {
	getByName() {
		throw new Error("This binding must not be used.");
	},
};

const env: WorkerEnv = {
	SIGNOFF_UPSTREAM: "procore",
	SIGNOFF_PUBLIC_URL: "https://edge.example",
	SIGNOFF_COMPANIES: "4201",
	SIGNOFF_SEAL_KEY: Buffer.alloc(32, 7).toString("base64"),
	...{ COMPANIES: unused, DIRECTORY: unused },
};

/** Captures the lines of the log instead of printing them. */
function captureLog(): () => string {
	const lines: string[] = [];
	vi.spyOn(console, "error").mockImplementation((line) => {
		lines.push(String(line));
	});
	return () => lines.join("\n");
}

test("a relay without the bindings of its objects replies 503, and logs their names", async () => {
	const log = captureLog();
	const reply = await worker.fetch(
		new Request("https://edge.example/healthz"),
		{ ...env, ACCOUNTS: unused },
		{ waitUntil() {} },
	);
	expect(reply.status).toBe(503);
	expect(log()).toContain("that are missing: SETTLEMENTS.");
});

test("an alarm that rings without a valid configuration rings again in five minutes", async () => {
	const log = captureLog();
	const storage = memoryStorage();
	const { SIGNOFF_SEAL_KEY: _, ...invalid } = env;
	const object = new Settlement(
		{ id: {}, storage, waitUntil() {} },
		{ ...invalid, SETTLEMENTS: unused, ACCOUNTS: unused },
	);
	const before = Date.now();
	await object.alarm();
	expect(storage.alarm()).toBeGreaterThanOrEqual(before + 300_000);
	expect(log()).toContain("TypeError");
});
