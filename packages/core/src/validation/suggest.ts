/**
 * The word of `words` closest to `typed`; `null` if none is within two edits (fewer for short words).
 */
export function closestMatch(
	typed: string,
	words: readonly string[],
): string | null {
	let best: string | null = null;
	let least = Math.min(2, Math.floor(typed.length / 2)) + 1;
	for (const word of words) {
		const edits = countEdits(
			typed.toLowerCase(),
			word.toLowerCase(),
			least - 1,
		);
		if (edits < least) [best, least] = [word, edits];
		if (least === 0) break;
	}
	return best;
}

/** The Levenshtein distance, counted up to `most`; anything above it is `most + 1`. */
function countEdits(a: string, b: string, most: number): number {
	if (a === b) return 0;
	if (most === 0) return 1;
	const [restOfA, restOfB] = [a.slice(1), b.slice(1)];
	if (a[0] === b[0]) return countEdits(restOfA, restOfB, most);
	const others = [
		countEdits(restOfA, b, most - 1),
		countEdits(a, restOfB, most - 1),
		countEdits(restOfA, restOfB, most - 1),
	];
	return 1 + Math.min(...others);
}
