/**
 * A stream of small decisions that a schedule is made of. Drawn from a seed, or replayed from a list; 0 is always
 * the plainest choice, so that a schedule shrinks by turning numbers into 0 and leaving the end off.
 */
export type Choices = {
	/** A whole number below `n`. */
	next(n: number): number;
	/** Everything drawn so far. */
	readonly values: number[];
};

/** Choices at random: the same seed gives the same schedule. */
export function seededChoices(seed: number): Choices {
	const random = mulberry32(seed);
	return createChoices((n) => Math.floor(random() * n));
}

/** Choices from a list; past its end everything is plain. */
export function replayedChoices(list: readonly number[]): Choices {
	let at = 0;
	return createChoices((n) => Math.min(list[at++] ?? 0, n - 1));
}

function createChoices(draw: (n: number) => number): Choices {
	const values: number[] = [];
	return {
		values,
		next(n) {
			const value = draw(n);
			values.push(value);
			return value;
		},
	};
}

/** True with a chance of `percent` in 100. */
export function chance(choices: Choices, percent: number): boolean {
	return choices.next(100) >= 100 - percent;
}

/** A whole number from `low` to `high`. */
export function between(choices: Choices, low: number, high: number): number {
	return low + choices.next(Math.max(1, high - low + 1));
}

/** One of a list, the first being the plainest. */
export function pick<T>(choices: Choices, list: readonly [T, ...T[]]): T {
	return list[choices.next(list.length)] ?? list[0];
}

/** One of a list by weight, the first being the plainest. */
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

/** A generator between 0 and 1, good enough to shuffle faults and fast. */
function mulberry32(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}
