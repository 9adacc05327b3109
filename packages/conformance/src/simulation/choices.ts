/**
 * The sequence of random numbers that a schedule is made from: generated from a seed, or replayed from a list. 0 is
 * always the simplest choice, so that a schedule shrinks by replacing numbers with 0 and by cutting off the end.
 */
export type Choices = {
	/** A whole number below `n`. */
	next(n: number): number;
	/** Every number returned so far. */
	readonly values: number[];
};

/** Random choices: the same seed gives the same schedule. */
export function seededChoices(seed: number): Choices {
	const random = mulberry32(seed);
	return createChoices((n) => Math.floor(random() * n));
}

/** Choices from a list; 0 past its end. */
export function replayedChoices(list: readonly number[]): Choices {
	let at = 0;
	return createChoices((n) => Math.min(list[at++] ?? 0, n - 1));
}

function createChoices(generate: (n: number) => number): Choices {
	const values: number[] = [];
	return {
		values,
		next(n) {
			const value = generate(n);
			values.push(value);
			return value;
		},
	};
}

/** True in `percent` of 100 cases. */
export function chance(choices: Choices, percent: number): boolean {
	return choices.next(100) >= 100 - percent;
}

/** A whole number from `low` to `high`. */
export function between(choices: Choices, low: number, high: number): number {
	return low + choices.next(Math.max(1, high - low + 1));
}

/** One item of a list; the first is the simplest. */
export function pick<const T>(choices: Choices, list: readonly [T, ...T[]]): T {
	return list[choices.next(list.length)] ?? list[0];
}

/** One item of a list by weight; the first is the simplest. */
export function pickWeighted<T>(
	choices: Choices,
	list: readonly [
		{ weight: number; value: T },
		...{ weight: number; value: T }[],
	],
): T {
	let left = choices.next(list.reduce((sum, { weight }) => sum + weight, 0));
	for (const { weight, value } of list) {
		if (left < weight) return value;
		left -= weight;
	}
	return list[0].value;
}

/** A fast pseudo-random generator of numbers from 0 to 1 (mulberry32). */
function mulberry32(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}
