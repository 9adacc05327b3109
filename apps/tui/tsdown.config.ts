import { published } from "../../tsdown.base.ts";

const base = published(import.meta.dirname);

type Resolver = {
	name: string;
	resolveId: (id: string) => string | { id: string; external: true } | null;
	load?: (id: string) => string | null;
};

/** Ink's developer tools are never asked for: what they would import is left out. */
const withoutDevtools: Resolver = {
	name: "without-devtools",
	resolveId: (id) => (id === "react-devtools-core" ? `\0${id}` : null),
	load: (id) =>
		id === "\0react-devtools-core" ? "export default undefined" : null,
};

/** The command loads the bundle as it stands beside it. */
const bundleStaysOutside: Resolver = {
	name: "bundle-stays-outside",
	resolveId: (id) =>
		id === "./index.ts" ? { id: "./index.js", external: true } : null,
};

/** Everything in one file, whatever it comes from; and the command, which switches the compile cache on before that file. */
const config: (typeof base)[] = [
	{
		...base,
		entry: ["src/index.ts"],
		minify: true,
		define: {
			"process.env.NODE_ENV": '"production"',
			"process.env.DEV": '"false"',
		},
		deps: { alwaysBundle: [/^[^.]/], onlyBundle: false },
		plugins: [withoutDevtools],
		outputOptions: { codeSplitting: false },
	},
	{
		...base,
		entry: ["src/bin.ts"],
		dts: false,
		clean: false,
		plugins: [bundleStaysOutside],
	},
];

export default config;
