const maxTimerMs = 2 ** 31 - 1;

/** A delay in milliseconds that `setTimeout` accepts without a warning, as close as possible to the one given. */
export function timerMs(ms: number): number {
	return Math.max(0, Math.min(ms, maxTimerMs));
}

/**
 * Calls back after a delay, or at once when the signal aborts.
 *
 * @returns cancels the call
 */
export function callAfter(
	ms: number,
	signal: AbortSignal | undefined,
	callback: () => void,
): () => void {
	const timer = setTimeout(end, timerMs(ms));
	function cancel(): void {
		clearTimeout(timer);
		signal?.removeEventListener("abort", end);
	}
	function end(): void {
		cancel();
		callback();
	}
	if (signal?.aborted) end();
	else signal?.addEventListener("abort", end, { once: true });
	return cancel;
}

/** A delay: `elapsed` resolves after it, or when the signal aborts; `cancel` stops its timer. */
export function delay(
	ms: number,
	signal: AbortSignal | undefined,
): { elapsed: Promise<void>; cancel: () => void } {
	const { promise, resolve } = Promise.withResolvers<void>();
	return { elapsed: promise, cancel: callAfter(ms, signal, resolve) };
}

/** The promise's value; `late` if it takes longer than `ms`, or if the signal aborts first. */
export function withTimeout<T, L>(
	promise: Promise<T>,
	ms: number,
	signal: AbortSignal | undefined,
	late: L,
): Promise<T | L> {
	const { elapsed, cancel } = delay(ms, signal);
	return Promise.race([promise, elapsed.then(() => late)]).finally(cancel);
}
