/** The longest code, id, moment or key of a path that is taken from a server, in UTF-16 units. */
export const maxWordLength = 100;

/** The longest message or name that is taken from a server, in UTF-16 units. */
export const maxSentenceLength = 300;

/** The longest path of an issue that is taken from a server. */
export const maxPathLength = 10;

/** The beginning of a text, at most so many UTF-16 units; never half a character. */
export function boundText(text: string, maxLength: number): string {
	return text.length <= maxLength
		? text
		: text.slice(0, maxLength).replace(/[\ud800-\udbff]$/, "");
}
