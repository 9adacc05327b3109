import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { absolutePath, type PathBase, shellWords } from "./typed-paths.ts";

/** A path as far as it is certain, and the names that it can go on with. */
export type CompletedPath = { text: string; matches: string[] };

/** Completes a path that is being typed, as a shell does. A folder that cannot be read has no names. */
export function completePath(text: string, base: PathBase): CompletedPath {
	const typed = typedPath(text);
	const slash = typed.lastIndexOf("/") + 1;
	const folder = typed.slice(0, slash);
	const start = typed.slice(slash);
	if (typed === "~") return { text: "~/", matches: [] };
	const path = absolutePath(folder === "" ? "." : folder, base);
	const matches = namesIn(path).filter(
		(name) => name.startsWith(start) && (start !== "" || !name.startsWith(".")),
	);
	const [only, second] = matches;
	if (only === undefined) return { text, matches };
	const end = second === undefined && isFolder(join(path, only)) ? "/" : "";
	return { text: folder + commonStart(matches) + end, matches };
}

/** The one path of a text with quotes or escaped blanks, or else the text. */
function typedPath(text: string): string {
	const trimmed = text.trimStart();
	const [word, second] = /["'\\]/.test(trimmed) ? shellWords(trimmed) : [];
	return word === undefined || second !== undefined ? trimmed : word;
}

function namesIn(path: string): string[] {
	try {
		return readdirSync(path).sort();
	} catch {
		return [];
	}
}

function isFolder(path: string): boolean {
	return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function commonStart(names: readonly string[]): string {
	const [first = ""] = names;
	let { length } = first;
	while (!names.every((name) => name.startsWith(first.slice(0, length))))
		length--;
	return first.slice(0, length);
}
