import { published } from "../../tsdown.base.ts";

/** One output file per source file, so that a bundler can leave out those that it does not need. */
const config: ReturnType<typeof published> = {
	...published(import.meta.dirname),
	unbundle: true,
};

export default config;
