const quote = 0x22;
const backslash = 0x5c;
const openers = new Set([0x2c, 0x5b, 0x7b]);

/**
 * True if a JSON text has more than so many values. Counts the commas and brackets outside of strings, without parsing:
 * many short values take a parser, and all that follows, a hundred times as long as one long text.
 */
export function hasMoreValues(json: Uint8Array, most: number): boolean {
	let count = 0;
	let isInString = false;
	for (let at = 0; at < json.length; at++) {
		const byte = json[at] ?? 0;
		if (isInString && byte === backslash) at += 1;
		else if (byte === quote) isInString = !isInString;
		else if (!isInString && openers.has(byte)) {
			count += 1;
			if (count > most) return true;
		}
	}
	return false;
}
