import { published } from "../../tsdown.base.ts";
import { bundleConfig, startTransformers } from "./bundle.ts";
import { thirdPartyNotices } from "./notices.ts";

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

/**
 * A command loads few files, since each takes time: the start, which parses the command line, what several commands
 * share, and what the command alone needs.
 */
const chunks = [
	{ name: "main", tags: ["$initial" as const], priority: 1 },
	{ name: "shared", minShareCount: 2 },
];

const bundle = bundleConfig("src/index.ts", ...startTransformers);

/**
 * The bundle with all dependencies, in files that are loaded as they are needed, and the command, which enables the
 * compile cache before it loads the bundle.
 */
const config: ReturnType<typeof published>[] = [
	{
		...bundle,
		plugins: [bundle.plugins, thirdPartyNotices(import.meta.dirname)],
		dts: false,
		outputOptions: { codeSplitting: { groups: chunks } },
	},
	// The declarations, which are not split.
	{
		...published(import.meta.dirname),
		entry: ["src/index.ts"],
		dts: { emitDtsOnly: true },
		clean: false,
	},
	{
		...published(import.meta.dirname),
		entry: ["src/bin.ts"],
		dts: false,
		clean: false,
		plugins: [externalBundle],
	},
];

export default config;
