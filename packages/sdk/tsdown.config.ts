import { published } from "../../tsdown.base.ts";

/** One file for each of ours: what a bundler does not need of it, it can leave out. */
const config: ReturnType<typeof published> = {
	...published(import.meta.dirname),
	unbundle: true,
};

export default config;
