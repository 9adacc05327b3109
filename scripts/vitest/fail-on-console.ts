import { afterEach, beforeEach, vi } from "vitest";

const methods = ["log", "info", "warn", "error", "debug"] as const;
const calls: string[] = [];

// A test that writes to the console fails: messages belong in an outcome, an error or the program's output.
beforeEach(() => {
	calls.length = 0;
	for (const method of methods) {
		vi.spyOn(console, method).mockImplementation((...args: unknown[]) => {
			calls.push(`console.${method}: ${args.map(String).join(" ")}`);
		});
	}
});

afterEach(() => {
	vi.restoreAllMocks();
	if (calls.length > 0)
		throw new Error(`Unexpected console output:\n${calls.join("\n")}`);
});
