import { keyInWords } from "../hint-line.ts";
import type { Hint } from "../keymap.ts";

/** The keys of a screen, in one line. */
export function keysText(hints: readonly Hint[]): string {
	const texts = hints.map(
		({ keyLabel, label }) => `${keyInWords(keyLabel)}: ${label}`,
	);
	return `Keys: ${texts.join("; ")}.`;
}
