import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { SlowFilesFirst } from "./scripts/vitest/slow-files-first.ts";
import { EqualityReporter } from "./scripts/vitest/surface-equality-reporter.ts";

const folders = [
	"packages/core",
	"packages/sdk",
	"packages/conformance",
	"packages/bench",
	"apps/edge",
	"apps/tui",
];

/** Builds the program that the tests of the terminal app start. */
const programSetup = `${import.meta.dirname}/apps/tui/src/testing/build-program.ts`;

/** Path of a JSON report, for programs that count the results. */
const reportFile = process.env["SIGNOFF_TEST_REPORT"];

const jsonReporters: ["json", { outputFile: string }][] = reportFile
	? [["json", { outputFile: reportFile }]]
	: [];

export default defineConfig({
	test: {
		allowOnly: false,
		// Tests often wait for their child processes, so three files run at once on a small machine too.
		maxWorkers: Math.max(3, availableParallelism() - 1),
		sequence: { sequencer: SlowFilesFirst },
		// For tests that hang; much longer than a slow machine needs.
		testTimeout: 30_000,
		hookTimeout: 30_000,
		expect: { poll: { timeout: 20_000 } },
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
					globalSetup: folder === "apps/tui" ? [programSetup] : [],
				},
			})),
			{
				extends: true as const,
				test: { name: "scripts", include: ["scripts/**/*.test.ts"] },
			},
		],
	},
});
