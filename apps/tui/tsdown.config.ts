import { published } from "../../tsdown.base.ts";
import { bundleConfig, lazyEmojiPattern } from "./bundle.ts";

type Resolver = {
	name: string;
	resolveId: (id: string) => { id: string; external: true } | null;
};

/** Keeps the bundle out of the command, which imports it from the file beside it. */
const externalBundle: Resolver = {
	name: "external-bundle",
	resolveId: (id) =>
		id === "./index.ts" ? { id: "./index.js", external: true } : null,
};

/** Two files: the bundle with all dependencies, and the command, which enables the compile cache before it loads the bundle. */
const config: ReturnType<typeof published>[] = [
	bundleConfig("src/index.ts", lazyEmojiPattern),
	{
		...published(import.meta.dirname),
		entry: ["src/bin.ts"],
		dts: false,
		clean: false,
		plugins: [externalBundle],
	},
];

export default config;
