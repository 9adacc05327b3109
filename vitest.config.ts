import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { EqualityReporter } from "./scripts/vitest/equality-reporter.ts";

const folders = [
	"packages/core",
	"packages/sdk",
	"packages/conformance",
	"packages/bench",
	"apps/edge",
	"apps/tui",
];

/** A file that gets the results as JSON, for programs that count them. */
const report = process.env["SIGNOFF_TEST_REPORT"];

const jsonReporters: ["json", { outputFile: string }][] = report
	? [["json", { outputFile: report }]]
	: [];

export default defineConfig({
	test: {
		allowOnly: false,
		// Much of a test's time is waiting for processes of its own: two at once, on a small machine too.
		maxWorkers: Math.max(2, availableParallelism() - 1),
		// An end for what hangs, far from anything that a slow machine needs.
		testTimeout: 30_000,
		hookTimeout: 30_000,
		reporters: ["default", new EqualityReporter(), ...jsonReporters],
		setupFiles: [`${import.meta.dirname}/scripts/vitest/fail-on-console.ts`],
		coverage: {
			provider: "v8",
			// Relative to each project.
			include: ["src/**/*.{ts,tsx}"],
			exclude: ["**/*.test.*", "**/testing/**"],
		},
		projects: [
			...folders.map((folder) => ({
				extends: true as const,
				test: {
					name: folder.replace(/^[a-z]+\//, ""),
					root: folder,
					include: ["src/**/*.test.{ts,tsx}"],
				},
			})),
			{
				extends: true as const,
				test: { name: "scripts", include: ["scripts/**/*.test.ts"] },
			},
		],
	},
});
