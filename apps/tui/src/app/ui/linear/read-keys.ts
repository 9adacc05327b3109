import { emitKeypressEvents, type Key as NodeKey } from "node:readline";
import { graphemesOf } from "../../../terminal/graphemes.ts";
import type { Key } from "../key-input.ts";

const names: Partial<Record<string, Key>> = {
	return: "<enter>",
	enter: "<newline>",
	up: "<up>",
	down: "<down>",
	left: "<left>",
	right: "<right>",
	pageup: "<page up>",
	pagedown: "<page down>",
	home: "<home>",
	end: "<end>",
	escape: "<escape>",
	tab: "<tab>",
	backspace: "<backspace>",
	delete: "<delete>",
};

/**
 * Reads keys from a terminal, without writing anything to it.
 *
 * @returns a function that stops reading
 */
export function readKeys(
	stdin: NodeJS.ReadStream,
	onData: () => void,
	onKeys: (keys: Key[]) => void,
): () => void {
	const onKey = (text: string | undefined, key: NodeKey): void =>
		onKeys(keysOf(text, key));
	// Before the listener that parses.
	stdin.on("data", onData);
	emitKeypressEvents(stdin);
	stdin.on("keypress", onKey);
	stdin.setRawMode(true);
	stdin.resume();
	return () => {
		stdin.off("data", onData);
		stdin.off("keypress", onKey);
		stdin.setRawMode(false);
		stdin.pause();
	};
}

function keysOf(text: string | undefined, key: NodeKey): Key[] {
	const named = key.name === undefined ? undefined : names[key.name];
	if (named !== undefined)
		return [key.meta === true && named === "<enter>" ? "<newline>" : named];
	if (key.ctrl === true && key.name !== undefined)
		return [key.name === "j" ? "<newline>" : `<ctrl-${key.name}>`];
	if (key.meta === true || text === undefined) return [];
	return [...graphemesOf(text)].map(({ segment }) => segment);
}
