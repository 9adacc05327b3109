import { published } from "../../tsdown.base.ts";
import { withoutThirdPartySources } from "./source-maps.ts";

type Build = ReturnType<typeof published>;

type Resolver = {
	name: string;
	resolveId: (id: string) => string | null;
	load: (id: string) => string | null;
};

/** Replaces Ink's developer tools, which are never used, with an empty module. */
const withoutDevtools: Resolver = {
	name: "without-devtools",
	resolveId: (id) => (id === "react-devtools-core" ? `\0${id}` : null),
	load: (id) =>
		id === "\0react-devtools-core" ? "export default undefined" : null,
};

/**
 * Loads SQLite when a file is first opened: most commands open none. Until Node 25 loading it prints a warning that it is
 * experimental, which would be part of the output of every command.
 */
export const lazySqlite: Resolver = {
	name: "lazy-sqlite",
	resolveId: (id) => (id === "node:sqlite" ? "\0lazy-sqlite" : null),
	load: (id) => (id === "\0lazy-sqlite" ? sqliteModule : null),
};

const sqliteModule = `let sqlite;
function load() {
	const { emitWarning } = process;
	process.emitWarning = () => {};
	try {
		return process.getBuiltinModule("node:sqlite");
	} finally {
		process.emitWarning = emitWarning;
	}
}
export const DatabaseSync = new Proxy(class {}, {
	construct: (_, options) => new (sqlite ??= load()).DatabaseSync(...options),
});`;

type Transformer = {
	name: string;
	transform: (code: string, id: string) => string | null;
};

// Every emoji sequence starts with an emoji, which is a cheap test: the result is the same.
const lazyParts: [eager: string, lazy: string][] = [
	[
		"const rgiEmojiRegex = /^\\p{RGI_Emoji}$/v;",
		`let rgiEmoji;
const rgiEmojiRegex = {
	test: (text) =>
		/^\\p{Emoji}/u.test(text) &&
		(rgiEmoji ??= new RegExp("^\\\\p{RGI_Emoji}$", "v")).test(text),
};`,
	],
	[
		"const segmenter = new Intl.Segmenter();",
		`let graphemes;
const segmenter = {
	segment: (text) => (graphemes ??= new Intl.Segmenter()).segment(text),
};`,
	],
];

/**
 * Compiles the pattern of all emoji, and creates the segmenter of characters, when a text that may need them is first
 * measured. The one takes about 40 ms, the other 10.
 */
export const lazyStringWidth: Transformer = {
	name: "lazy-string-width",
	transform: (code, id) => {
		if (!/\/string-width\/index\.js$/.test(id)) return null;
		return lazyParts.reduce((changed, [eager, lazy]) => {
			if (!changed.includes(eager))
				throw new Error("string-width has changed: adapt what is lazy in it.");
			return changed.replace(eager, () => lazy);
		}, code);
	},
};

const probes =
	/export const supportsRequestStreams = \(\(\) => \{.*?\n\}\)\(\);|typeof globalThis\.(?:ReadableStream|FormData) === 'function'/gs;

/**
 * Answers what ky asks the runtime when it is loaded: asking makes Node load its `fetch` before the first frame. Every
 * supported Node streams requests and responses, and has forms.
 */
export const knownFetchFeatures: Transformer = {
	name: "known-fetch-features",
	transform: (code, id) => {
		if (!/\/ky\/distribution\/core\/constants\.js$/.test(id)) return null;
		if (code.match(probes)?.length !== 3)
			throw new Error("ky has changed: adapt the known features of fetch.");
		return code.replace(probes, (probe) =>
			probe.startsWith("export")
				? "export const supportsRequestStreams = true;"
				: "true",
		);
	},
};

const fetchesItself = '"function"!=typeof fetch';

/**
 * Makes the layout engine decode its own WebAssembly, which is in its source as base64. It would let `fetch` do that, and
 * Node loads its `fetch` then, which takes a third of the time to the first frame of a minimal app.
 */
export const decodedLayoutEngine: Transformer = {
	name: "decoded-layout-engine",
	transform: (code, id) => {
		if (!/\/yoga-wasm-base64-esm\.js$/.test(id)) return null;
		if (code.split(fetchesItself).length !== 3)
			throw new Error("yoga-layout has changed: adapt the layout engine.");
		return code.replaceAll(fetchesItself, "true");
	},
};

/** What makes the app start faster. */
export const startTransformers: Transformer[] = [
	lazyStringWidth,
	knownFetchFeatures,
	decodedLayoutEngine,
];

type TransformerWithoutMap = {
	name: string;
	transform: (code: string, id: string) => { code: string; map: null } | null;
};

/** Omits the source map of a transformation, since the maps do not contain third-party modules. */
function withoutSourceMap({
	name,
	transform,
}: Transformer): TransformerWithoutMap {
	return {
		name,
		transform: (before, id) => {
			const code = transform(before, id);
			return code === null ? null : { code, map: null };
		},
	};
}

/**
 * The build of an Ink app as minified files that contain everything it imports, except `undici`, since most users have
 * no proxy, and the keychain, which is native code.
 */
export function bundleConfig(
	entry: string,
	...transformers: Transformer[]
): Build {
	return {
		...published(import.meta.dirname),
		entry: [entry],
		minify: true,
		define: {
			"process.env.NODE_ENV": '"production"',
			"process.env.DEV": '"false"',
		},
		deps: {
			alwaysBundle: [/^(?!undici$|@napi-rs\/keyring$)[^.]/],
			onlyBundle: false,
		},
		// Its main file loads its parts at run time, which no bundle can contain.
		alias: { "jsonc-parser": "jsonc-parser/lib/esm/main.js" },
		plugins: [
			withoutDevtools,
			lazySqlite,
			...transformers.map(withoutSourceMap),
			withoutThirdPartySources,
		],
	};
}
