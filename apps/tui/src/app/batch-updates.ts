/** Collects what comes one by one, and hands it on together: the screen is not drawn for every single row. */
export function batched<T>(hand: (items: T[]) => void): {
	add: (items: T[]) => void;
	/** Hands on what is left. */
	flush: () => void;
} {
	let waiting: T[] = [];
	let timer: NodeJS.Timeout | null = null;
	const flush = (): void => {
		if (timer !== null) clearTimeout(timer);
		timer = null;
		const items = waiting;
		waiting = [];
		if (items.length > 0) hand(items);
	};
	const add = (items: T[]): void => {
		waiting.push(...items);
		timer ??= setTimeout(flush, betweenMs);
	};
	return { add, flush };
}

const betweenMs = 80;
