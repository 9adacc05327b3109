/** Somebody in a line. */
export type Waiter = {
	rank: number;
	/** Whether its turn came. */
	let: boolean;
	turn: PromiseWithResolvers<void>;
};

/** A line in which the lowest rank comes first; of equal ones, who came first. */
export type Line = {
	join(rank: number): Waiter;
	drop(waiter: Waiter): void;
	/** Lets the first one go. */
	letFirst(): void;
	isEmpty(): boolean;
	/** Whether somebody of this rank who joined now would be the first, or is. */
	isFirst(rank: number): boolean;
};

/** Makes a line without anybody in it. */
export function createLine(): Line {
	const waiting: Waiter[] = [];

	function join(rank: number): Waiter {
		const waiter = {
			rank,
			let: false,
			turn: Promise.withResolvers<void>(),
		};
		const behind = waiting.findIndex((other) => other.rank > rank);
		waiting.splice(behind === -1 ? waiting.length : behind, 0, waiter);
		return waiter;
	}

	function drop(waiter: Waiter): void {
		const index = waiting.indexOf(waiter);
		if (index !== -1) waiting.splice(index, 1);
	}

	function letFirst(): void {
		const first = waiting.shift();
		if (first === undefined) return;
		first.let = true;
		first.turn.resolve();
	}

	return {
		join,
		drop,
		letFirst,
		isEmpty: () => waiting.length === 0,
		isFirst: (rank) => (waiting[0]?.rank ?? rank) >= rank,
	};
}
