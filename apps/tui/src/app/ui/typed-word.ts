import { isPrintable, type Key } from "./key-input.ts";
import type { KeyBinding } from "./keymap.ts";

/** The word that is typed to send. */
export const sendWord = "send";

/** Changes what is typed of the word. */
export type WordAction = { kind: "typed"; text: string } | { kind: "erased" };

/** How something is sent: not at all, with `s`, or with the typed word. */
export type SendingWay = "refused" | "key" | "word";

/** What is typed of the word after an action. A letter that does not fit starts anew. */
export function reduceWord(typed: string, action: WordAction): string {
	return action.kind === "erased"
		? typed.slice(0, -1)
		: [...action.text].reduce(spell, typed);
}

function spell(typed: string, letter: string): string {
	const small = letter.toLowerCase();
	if (sendWord.startsWith(typed + small)) return typed + small;
	return sendWord.startsWith(small) ? small : "";
}

/** The keys that send. Enter sends only after the whole word. */
export function sendKeyBindings<Submit>(
	way: SendingWay,
	typed: string,
	submit: Submit,
): readonly KeyBinding<Submit | WordAction>[] {
	switch (way) {
		case "refused":
			return [];
		case "key":
			return [{ keys: ["s"], action: submit, keyLabel: "s", label: "send" }];
		case "word": {
			const isWhole = typed === sendWord;
			return [
				{
					keys: isWhole ? ["<enter>"] : [],
					action: submit,
					keyLabel: isWhole ? "Enter" : sendWord,
					label: "sends",
				},
				{
					keys: ["<backspace>"],
					action: { kind: "erased" },
					keyLabel: "Backspace",
					label: "erase",
					hidden: true,
				},
			];
		}
	}
}

/** The action of a letter of the word. The last one sends, if it comes alone. */
export function wordKey<Submit>(
	typed: string,
	key: Key,
	submit: Submit,
): Submit | WordAction | null {
	if (!isPrintable(key)) return null;
	return typed !== sendWord && spell(typed, key) === sendWord
		? submit
		: { kind: "typed", text: key };
}
