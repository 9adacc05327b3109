import { published } from "../../tsdown.base.ts";
import { bundleConfig, lazyEmojiPattern } from "./bundle.ts";

type Resolver = {
	name: string;
	resolveId: (id: string) => { id: string; external: true } | null;
};

/** The command loads the bundle as it stands beside it. */
const bundleStaysOutside: Resolver = {
	name: "bundle-stays-outside",
	resolveId: (id) =>
		id === "./index.ts" ? { id: "./index.js", external: true } : null,
};

/** Everything in one file, whatever it comes from; and the command, which switches the compile cache on before that file. */
const config: ReturnType<typeof published>[] = [
	bundleConfig("src/index.ts", lazyEmojiPattern),
	{
		...published(import.meta.dirname),
		entry: ["src/bin.ts"],
		dts: false,
		clean: false,
		plugins: [bundleStaysOutside],
	},
];

export default config;
