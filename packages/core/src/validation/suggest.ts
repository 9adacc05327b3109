/**
 * The word of `words` closest to `typed`; `null` if none is within two edits (fewer for short words).
 */
export function closestMatch(
	typed: string,
	words: readonly string[],
): string | null {
	const maxEdits = Math.min(2, Math.floor(typed.length / 2));
	const edits = words.map((word) =>
		countEdits(typed.toLowerCase(), word.toLowerCase(), maxEdits),
	);
	const least = Math.min(...edits);
	return least <= maxEdits ? (words[edits.indexOf(least)] ?? null) : null;
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
