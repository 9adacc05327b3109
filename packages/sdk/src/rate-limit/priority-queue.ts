/** A waiting request. */
export type WaitingRequest = {
	rank: number;
	/** True once it may go. */
	released: boolean;
	/** Resolves once it may go. */
	turn: PromiseWithResolvers<void>;
};

/** Priority queue: lowest rank first, FIFO within a rank. */
export type PriorityQueue = {
	enqueue(rank: number): WaitingRequest;
	remove(request: WaitingRequest): void;
	/** Removes the first request, marks it as released and resolves its `turn`. */
	releaseNext(): void;
	isEmpty(): boolean;
	/** True if no request of a lower rank waits. */
	isNext(rank: number): boolean;
};

/** An empty queue. */
export function createPriorityQueue(): PriorityQueue {
	const waiting: WaitingRequest[] = [];

	function enqueue(rank: number): WaitingRequest {
		const request = {
			rank,
			released: false,
			turn: Promise.withResolvers<void>(),
		};
		// From the end: a new operation has the highest rank.
		const ahead = waiting.findLastIndex((other) => other.rank <= rank);
		waiting.splice(ahead + 1, 0, request);
		return request;
	}

	function remove(request: WaitingRequest): void {
		const index = waiting.indexOf(request);
		if (index !== -1) waiting.splice(index, 1);
	}

	function releaseNext(): void {
		const first = waiting.shift();
		if (first === undefined) return;
		first.released = true;
		first.turn.resolve();
	}

	return {
		enqueue,
		remove,
		releaseNext,
		isEmpty: () => waiting.length === 0,
		isNext: (rank) => (waiting[0]?.rank ?? rank) >= rank,
	};
}
