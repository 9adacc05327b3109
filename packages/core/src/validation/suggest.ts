/**
 * The word of `words` closest to `typed`; `null` if none is within two edits (fewer for short words).
 */
export function closestMatch(
	typed: string,
	words: readonly string[],
): string | null {
	const maxEdits = Math.min(2, Math.floor(typed.length / 2));
	const near = words.filter(
		(word) => Math.abs(word.length - typed.length) <= maxEdits,
	);
	const edits = near.map((word) =>
		editDistance(typed.toLowerCase(), word.toLowerCase()),
	);
	const least = Math.min(...edits);
	return least <= maxEdits ? (near[edits.indexOf(least)] ?? null) : null;
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
