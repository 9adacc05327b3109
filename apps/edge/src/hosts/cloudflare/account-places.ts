/** The queue of an account: a bounded number of requests that are under way or wait. */
export type AccountPlaces = {
	/** A reply whose body ends with the request that has the place; `null` if the queue is full. */
	enter(signal: AbortSignal): Response | null;
};

/** Creates a queue of `size` places. A place is left when its reply's body is cancelled, or its connection is lost. */
export function createAccountPlaces(size: number): AccountPlaces {
	let taken = 0;
	return {
		enter(signal) {
			if (taken >= size) return null;
			taken += 1;
			let isTaken = true;
			const leave = (): void => {
				if (isTaken) taken -= 1;
				isTaken = false;
			};
			signal.addEventListener("abort", leave);
			return new Response(
				new ReadableStream({
					// The first chunk sends the headers.
					start: (controller) => controller.enqueue(new Uint8Array(1)),
					cancel: leave,
				}),
			);
		},
	};
}
