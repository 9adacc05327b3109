import { defineConfig } from "vitest/config";

// The tests for mutation testing, without the purity test: it reads the source text, which is instrumented then.
export default defineConfig({
	test: {
		include: ["src/**/*.test.ts"],
		exclude: ["src/purity.test.ts"],
	},
});
