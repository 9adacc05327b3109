/** Collects items that arrive one by one and delivers them together, which saves a redraw for each. */
export function batchUpdates<T>(deliver: (items: T[]) => void): {
	add: (items: T[]) => void;
	/** Delivers the collected items now. */
	flush: () => void;
} {
	let pending: T[] = [];
	let timer: NodeJS.Timeout | null = null;
	const flush = (): void => {
		if (timer !== null) clearTimeout(timer);
		timer = null;
		const items = pending;
		pending = [];
		if (items.length > 0) deliver(items);
	};
	const add = (items: T[]): void => {
		pending.push(...items);
		timer ??= setTimeout(flush, intervalMs);
	};
	return { add, flush };
}

const intervalMs = 80;
