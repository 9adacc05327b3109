/** The longest that a timer takes. */
export const longestTimerMs: number = 2 ** 31 - 1;

/** A wait that is `over` after some time, or as soon as the signal says so; `stop` takes its timer back. */
export function pause(
	ms: number,
	signal: AbortSignal | undefined,
): { over: Promise<void>; stop: () => void } {
	const { promise, resolve } = Promise.withResolvers<void>();
	const timer = setTimeout(resolve, Math.min(ms, longestTimerMs));
	const stop = (): void => {
		clearTimeout(timer);
		signal?.removeEventListener("abort", end);
	};
	const end = (): void => {
		stop();
		resolve();
	};
	if (signal?.aborted) end();
	else signal?.addEventListener("abort", end, { once: true });
	void promise.then(stop);
	return { over: promise, stop };
}

/** Waits for a promise no longer than a wait; `null` where it took longer, or rejected. */
export async function within<T>(
	promise: Promise<T>,
	ms: number,
	signal: AbortSignal | undefined,
): Promise<T | null> {
	const { over, stop } = pause(ms, signal);
	try {
		return await Promise.race([promise, over.then(() => null)]);
	} catch {
		return null;
	} finally {
		stop();
	}
}
