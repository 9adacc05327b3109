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

/** How something that shows itself with Ink becomes one small file, with everything that it imports in it. */
export function bundled(entry: string): Build {
	return {
		...published(import.meta.dirname),
		entry: [entry],
		minify: true,
		define: {
			"process.env.NODE_ENV": '"production"',
			"process.env.DEV": '"false"',
		},
		deps: { alwaysBundle: [/^[^.]/], onlyBundle: false },
		plugins: [withoutDevtools],
		outputOptions: { codeSplitting: false },
	};
}
