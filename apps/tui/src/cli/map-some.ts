/** Maps with at most so many under way at once; keeps the order. The first failure ends it. */
export async function mapSome<T, R>(
	items: T[],
	atOnce: number,
	map: (item: T) => Promise<R>,
): Promise<R[]> {
	const results: R[] = [];
	const queue = items.entries();
	const work = async (): Promise<void> => {
		for (const [index, item] of queue) results[index] = await map(item);
	};
	await Promise.all(
		Array.from({ length: Math.min(atOnce, items.length) }, work),
	);
	return results;
}
