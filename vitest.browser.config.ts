import { defineConfig } from "vitest/config";

/** The tests that run in Chromium. */
export default defineConfig({
	test: {
		allowOnly: false,
		testTimeout: 60_000,
		projects: ["packages/sdk", "apps/edge"].map((folder) => ({
			extends: true as const,
			test: {
				name: folder.replace(/^[a-z]+\//, ""),
				root: folder,
				include: ["src/**/*.browser.ts"],
			},
		})),
	},
});
