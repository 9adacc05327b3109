/** The longest that a timer takes. */
export const longestTimerMs: number = 2 ** 31 - 1;

/** Calls back after some time, or as soon as the signal says so. Gives what takes that back. */
export function after(
	ms: number,
	signal: AbortSignal | undefined,
	then: () => void,
): () => void {
	const timer = setTimeout(end, Math.min(ms, longestTimerMs));
	function stop(): void {
		clearTimeout(timer);
		signal?.removeEventListener("abort", end);
	}
	function end(): void {
		stop();
		then();
	}
	if (signal?.aborted) end();
	else signal?.addEventListener("abort", end, { once: true });
	return stop;
}

/** A wait that is `over` after some time, or as soon as the signal says so; `stop` takes its timer back. */
export function pause(
	ms: number,
	signal: AbortSignal | undefined,
): { over: Promise<void>; stop: () => void } {
	const { promise, resolve } = Promise.withResolvers<void>();
	return { over: promise, stop: after(ms, signal, resolve) };
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
