import { defineConfig } from "vitest/config";

// The tests as mutation testing runs them. The purity test reads the sources' own text, which is instrumented then.
export default defineConfig({
	test: {
		include: ["src/**/*.test.ts"],
		exclude: ["src/purity.test.ts"],
	},
});
