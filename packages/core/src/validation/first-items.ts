// A list of invalid items has an issue for each, which takes more time and memory than all other work on a request.
const manyValues = 5_000;
const maxItems = 100;
// Deeper than any schema here; hostile input may nest deeper than the stack.
const maxDepth = 12;

/** True if a value contains more than 5,000 values. Takes no stack for deep nesting. */
export function hasManyValues(value: unknown): boolean {
	const pending = [value];
	let count = 0;
	for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
		if (typeof next !== "object" || next === null) continue;
		const values = Array.isArray(next) ? next : Object.values(next);
		count += values.length;
		if (count > manyValues) return true;
		for (const each of values) pending.push(each ?? null);
	}
	return false;
}

/** A copy of a JSON value in which each list has at most its first 100 items, and a nested one its first 10. */
export function firstItems(
	value: unknown,
	depth = 0,
	most: number = maxItems,
): unknown {
	if (typeof value !== "object" || value === null || depth > maxDepth)
		return value;
	if (Array.isArray(value))
		return value
			.slice(0, most)
			.map((item) => firstItems(item, depth + 1, Math.ceil(most / 10)));
	return Object.fromEntries(
		Object.entries(value).map(([key, each]) => [
			key,
			firstItems(each, depth + 1, most),
		]),
	);
}
