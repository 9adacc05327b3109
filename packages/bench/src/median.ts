/** The middle of some durations. */
function median(durations: number[]): number {
	const sorted = durations.toSorted((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** Does several things in turns, so that the machine's moods meet all of them, and gives each one's median in milliseconds. */
export async function inTurns<Name extends string>(
	things: Record<Name, () => Promise<unknown>>,
	rounds: number,
): Promise<Record<Name, number>> {
	const names = Object.keys(things) as Name[];
	const durations = new Map<Name, number[]>(names.map((name) => [name, []]));
	for (let round = 0; round < rounds; round++) {
		for (const name of names) {
			const began = performance.now();
			await things[name]();
			durations.get(name)?.push(performance.now() - began);
		}
	}
	return Object.fromEntries(
		names.map((name) => [name, median(durations.get(name) ?? [])]),
	) as Record<Name, number>;
}
