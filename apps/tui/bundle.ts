import { published } from "../../tsdown.base.ts";

type Build = ReturnType<typeof published>;

type Resolver = {
	name: string;
	resolveId: (id: string) => string | null;
	load: (id: string) => string | null;
};

/** Ink's developer tools are never asked for: what they would import is left out. */
const withoutDevtools: Resolver = {
	name: "without-devtools",
	resolveId: (id) => (id === "react-devtools-core" ? `\0${id}` : null),
	load: (id) =>
		id === "\0react-devtools-core" ? "export default undefined" : null,
};

type Transformer = {
	name: string;
	transform: (code: string, id: string) => string | null;
};

const eager = "const rgiEmojiRegex = /^\\p{RGI_Emoji}$/v;";
// Every emoji sequence begins with an emoji, which is cheap to look for: the answer is the same, only later.
const lazy = `let rgiEmoji;
const rgiEmojiRegex = {
	test: (text) =>
		/^\\p{Emoji}/u.test(text) &&
		(rgiEmoji ??= new RegExp("^\\\\p{RGI_Emoji}$", "v")).test(text),
};`;

/**
 * The pattern of all emoji takes V8 some 40 ms to read, a fifth of the time to the first frame: it is made when a text
 * that may hold one is first measured.
 */
export const lateEmoji: Transformer = {
	name: "late-emoji",
	transform: (code, id) => {
		if (!/\/string-width\/index\.js$/.test(id)) return null;
		if (!code.includes(eager))
			throw new Error("string-width has changed: look at its emoji anew.");
		return code.replace(eager, () => lazy);
	},
};

/** How something that shows itself with Ink becomes one small file, with everything that it imports in it. */
export function bundled(entry: string, ...more: Transformer[]): Build {
	return {
		...published(import.meta.dirname),
		entry: [entry],
		minify: true,
		define: {
			"process.env.NODE_ENV": '"production"',
			"process.env.DEV": '"false"',
		},
		deps: { alwaysBundle: [/^[^.]/], onlyBundle: false },
		plugins: [withoutDevtools, ...more],
		outputOptions: { codeSplitting: false },
	};
}
