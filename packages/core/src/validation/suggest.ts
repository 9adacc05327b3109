/**
 * The word of `words` closest to `typed`; `null` if none is within two edits (fewer for short words).
 */
export function closestMatch(
	typed: string,
	words: readonly string[],
): string | null {
	const maxEdits = Math.min(2, Math.floor(typed.length / 2));
	let best: { word: string; edits: number } | null = null;
	for (const word of words) {
		if (Math.abs(word.length - typed.length) > maxEdits) continue;
		const edits = editDistance(typed.toLowerCase(), word.toLowerCase());
		if (edits <= maxEdits && (best === null || edits < best.edits))
			best = { word, edits };
	}
	return best?.word ?? null;
}

/** Levenshtein distance, one row at a time. */
function editDistance(a: string, b: string): number {
	let row = Array.from({ length: b.length + 1 }, (_, j) => j);
	for (let i = 1; i <= a.length; i++) {
		const above = row;
		row = [i];
		for (let j = 1; j <= b.length; j++) {
			const swap = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
			row.push(Math.min(swap, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
		}
	}
	return row[b.length] ?? 0;
}
