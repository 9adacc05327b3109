import { createHash } from "node:crypto";
import { vi } from "vitest";

const nextTurn = setImmediate;

/** Lets everything run that waits for no timer. Work of one moment needs a few turns of the event loop. */
async function settleTurns(): Promise<void> {
	for (let turn = 0; turn < 4; turn++)
		await new Promise<void>((resolve) => nextTurn(resolve));
}

/**
 * Runs `work` with timers, clocks, random numbers and hashes that are deterministic: the time passes when nothing else
 * is left to do.
 *
 * @param random as `Math.random`
 */
export async function withVirtualTime<T>(
	startedAt: number,
	random: () => number,
	work: () => Promise<T>,
): Promise<T> {
	vi.useFakeTimers({
		now: startedAt,
		toFake: ["setTimeout", "clearTimeout", "Date", "performance"],
	});
	const spies = [
		vi.spyOn(Math, "random").mockImplementation(random),
		// The real one runs on another thread.
		vi.spyOn(crypto.subtle, "digest").mockImplementation(
			async (_, data) =>
				Uint8Array.from(
					createHash("sha256")
						.update(new Uint8Array(data as ArrayBuffer))
						.digest(),
				).buffer,
		),
	];
	try {
		return await work();
	} finally {
		for (const spy of spies) spy.mockRestore();
		vi.clearAllTimers();
		vi.useRealTimers();
	}
}

/** Lets time pass until something is the case. Returns whether it is, after so many timers. */
export async function passTimeUntil(
	isDone: () => boolean,
	maxTimers: number,
): Promise<boolean> {
	let atOnce = 0;
	for (let fired = 0; fired < maxTimers; fired++) {
		await settleTurns();
		if (isDone()) return true;
		if (vi.getTimerCount() === 0) return false;
		const before = Date.now();
		// A timer of less than a millisecond takes no virtual time, and what waits for a moment would set it for ever.
		if (atOnce > 50) vi.advanceTimersByTime(1);
		else vi.advanceTimersToNextTimer();
		atOnce = Date.now() === before ? atOnce + 1 : 0;
	}
	return false;
}

/** Resolves after a time, or rejects with the signal's reason. */
export function sleep(ms: number, signal?: AbortSignal | null): Promise<void> {
	return new Promise((resolve, reject) => {
		if (signal?.aborted) reject(signal.reason);
		const timer = setTimeout(resolve, ms);
		signal?.addEventListener("abort", () => {
			clearTimeout(timer);
			reject(signal.reason);
		});
	});
}

/** Never resolves. */
export function forever<T>(): Promise<T> {
	return new Promise(() => {});
}
