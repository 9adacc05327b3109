import { defineConfig } from "vitest/config";

/** The tests that need a real browser: Debian's chromium. */
export default defineConfig({
	test: {
		root: import.meta.dirname,
		include: ["src/**/*.browser.ts"],
		allowOnly: false,
		testTimeout: 60_000,
	},
});
