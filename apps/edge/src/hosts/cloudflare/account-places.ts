/** A bounded number of places for work of an account that runs in other objects and in Workers. */
export type AccountPlaces = {
	/**
	 * A reply whose body ends when the place is left; `null` if all are taken.
	 *
	 * @param signal of the request: aborts if its connection is lost
	 */
	enter(signal: AbortSignal): Response | null;
};

/**
 * Creates `size` places. Whoever holds a place keeps the reply of its request open, so that a place is left in any case:
 * when the body is cancelled, and when the holder ends.
 *
 * @param onLeave is called when a place was left
 */
export function createAccountPlaces(
	size: number,
	onLeave: () => void = () => {},
): AccountPlaces {
	let taken = 0;
	return {
		enter(signal) {
			if (taken >= size) return null;
			taken += 1;
			let isTaken = true;
			const leave = (): void => {
				if (!isTaken) return;
				isTaken = false;
				taken -= 1;
				onLeave();
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
