import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The folders that short paths begin with. */
export type PathBase = {
	/** The folder of `~`. */
	home: string;
	/** The folder of relative paths. */
	cwd: string;
};

/**
 * The absolute paths that a person typed or pasted: one path as it is, or several as a shell writes them, with quotes and
 * escaped blanks, or as `file:` addresses.
 *
 * @param exists whether there is something at an absolute path
 */
export function typedPaths(
	text: string,
	base: PathBase,
	exists: (path: string) => boolean,
): string[] {
	const whole = text.trim();
	if (whole === "") return [];
	const literal = absolutePath(whole, base);
	if (exists(literal)) return [literal];
	const words = shellWords(whole);
	const paths = words.map((word) => absolutePath(word, base));
	// A single path with blanks that is misspelt is named as a whole.
	return words.length > 1 && !/["'\\]/.test(whole) && !paths.some(exists)
		? [literal]
		: paths;
}

/** An absolute path for one that may begin with `~` or be relative. */
export function absolutePath(path: string, { home, cwd }: PathBase): string {
	if (path.startsWith("file://")) {
		try {
			return fileURLToPath(path);
		} catch {
			return resolve(cwd, path);
		}
	}
	if (path === "~") return home;
	return path.startsWith("~/") ? join(home, path.slice(2)) : resolve(cwd, path);
}

/** Splits a text into words as a shell does: quotes and backslashes keep blanks. An open quote ends with the text. */
export function shellWords(text: string): string[] {
	const words: string[] = [];
	let word: string | null = null;
	let quote: string | null = null;
	for (let index = 0; index < text.length; index++) {
		const character = text.charAt(index);
		if (character === quote) quote = null;
		else if (character === "\\" && quote !== "'")
			word = (word ?? "") + text.charAt(++index);
		else if (quote !== null) word = (word ?? "") + character;
		else if (character === "'" || character === '"') {
			quote = character;
			word ??= "";
		} else if (/\s/.test(character)) {
			if (word !== null) words.push(word);
			word = null;
		} else word = (word ?? "") + character;
	}
	if (word !== null) words.push(word);
	return words;
}
