import type { Key as InkKey } from "ink";
import { graphemesOf } from "../../terminal/graphemes.ts";

/** One key: a character as itself, any other key by its name, such as `<enter>`. */
export type Key = string;

const namedKeys = [
	["upArrow", "<up>"],
	["downArrow", "<down>"],
	["leftArrow", "<left>"],
	["rightArrow", "<right>"],
	["pageUp", "<page up>"],
	["pageDown", "<page down>"],
	["home", "<home>"],
	["end", "<end>"],
	["escape", "<escape>"],
	["tab", "<tab>"],
	["backspace", "<backspace>"],
	["delete", "<delete>"],
] as const;

const controlKeys: Partial<Record<string, Key>> = {
	"\r": "<enter>",
	"\n": "<newline>",
	"\t": "<tab>",
	"\b": "<backspace>",
	"\u007f": "<backspace>",
	"\u0003": "<ctrl-c>",
	"\u001b": "<escape>",
};

/** Splits one input event of Ink into keys: Ink reports keys that arrive together as one input. */
export function parseKeys(input: string, inkKey: InkKey): Key[] {
	if (inkKey.eventType === "release") return [];
	if (inkKey.return)
		return [inkKey.meta || inkKey.shift ? "<newline>" : "<enter>"];
	const named = namedKeys.find(([flag]) => inkKey[flag]);
	if (named !== undefined) return [named[1]];
	if (inkKey.ctrl) return input === "" ? [] : [ctrlKey(input)];
	if (inkKey.meta) return [];
	return [...graphemesOf(input)].flatMap(({ segment }) =>
		segment === "\r\n" ? ["<enter>"] : [controlKeys[segment] ?? segment],
	);
}

/** Whether a key is a printable character. */
export function isPrintable(key: Key): boolean {
	return !/^<[a-z -]+>$/.test(key) && !/^\p{Cc}/u.test(key);
}

function ctrlKey(letter: string): Key {
	return letter === "j" ? "<newline>" : `<ctrl-${letter}>`;
}
