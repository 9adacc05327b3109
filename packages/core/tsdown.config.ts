import { published } from "../../tsdown.base.ts";

/** One output file for each source file, so that a bundler can omit those it does not need. */
const config: ReturnType<typeof published> = {
	...published(import.meta.dirname),
	unbundle: true,
};

export default config;
