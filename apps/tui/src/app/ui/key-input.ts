import type { Key } from "ink";

/** One key: a letter (or any other character) as itself, any other key by its name, as `<enter>`. */
export type Press = string;

const graphemes = new Intl.Segmenter();

const named = [
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

const controls: Partial<Record<string, Press>> = {
	"\r": "<enter>",
	"\n": "<newline>",
	"\t": "<tab>",
	"\b": "<backspace>",
	"\u007f": "<backspace>",
	"\u0003": "<ctrl-c>",
	"\u001b": "<escape>",
};

/** Takes what Ink says of the keyboard apart: keys that arrive together come as one input. */
export function pressesOf(input: string, key: Key): Press[] {
	if (key.eventType === "release") return [];
	if (key.return) return [key.meta || key.shift ? "<newline>" : "<enter>"];
	const name = named.find(([flag]) => key[flag]);
	if (name !== undefined) return [name[1]];
	if (key.ctrl) return input === "" ? [] : [ctrl(input)];
	if (key.meta) return [];
	return [...graphemes.segment(input)].flatMap(({ segment }) =>
		segment === "\r\n" ? ["<enter>"] : [controls[segment] ?? segment],
	);
}

/** Whether a press is a character to be typed. */
export function isTyped(press: Press): boolean {
	return !/^<[a-z -]+>$/.test(press) && !/^\p{Cc}/u.test(press);
}

function ctrl(letter: string): Press {
	return letter === "j" ? "<newline>" : `<ctrl-${letter}>`;
}
