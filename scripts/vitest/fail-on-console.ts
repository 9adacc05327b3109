import { afterEach, beforeEach, vi } from "vitest";

const methods = ["log", "info", "warn", "error", "debug"] as const;
const calls: string[] = [];

// Words on the console are words to nobody: what a person should know is an outcome, an error or an output.
beforeEach(() => {
	calls.length = 0;
	for (const method of methods) {
		vi.spyOn(console, method).mockImplementation((...words: unknown[]) => {
			calls.push(`console.${method}: ${words.map(String).join(" ")}`);
		});
	}
});

afterEach(() => {
	vi.restoreAllMocks();
	if (calls.length > 0)
		throw new Error(`Unexpected words on the console:\n${calls.join("\n")}`);
});
