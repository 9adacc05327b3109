import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { callAfter, delay, withTimeout } from "./timers.ts";

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	expect(vi.getTimerCount()).toBe(0);
	vi.restoreAllMocks();
	vi.useRealTimers();
});

test.each([-3_581_023, -0.5, Number.NEGATIVE_INFINITY, 0])(
	"a delay of %d ms is over at once, without the warning that a negative timeout causes",
	async (ms) => {
		const setTimer = vi.spyOn(globalThis, "setTimeout");
		const calls: string[] = [];
		callAfter(ms, undefined, () => calls.push("called"));
		expect(setTimer.mock.lastCall?.[1]).toBe(0);
		const { elapsed } = delay(ms, undefined);
		const never = new Promise<void>(() => undefined);
		const timedOut = withTimeout(never, ms, undefined, null);
		await vi.advanceTimersByTimeAsync(0);
		await elapsed;
		expect(await timedOut).toBeNull();
		expect(calls).toEqual(["called"]);
	},
);

test.each([2 ** 31, 1e16, Number.POSITIVE_INFINITY])(
	"a delay of %d ms lasts as long as a timer can",
	async (ms) => {
		const calls: string[] = [];
		callAfter(ms, undefined, () => calls.push("called"));
		await vi.advanceTimersByTimeAsync(2 ** 31 - 2);
		expect(calls).toEqual([]);
		await vi.advanceTimersByTimeAsync(1);
		expect(calls).toEqual(["called"]);
	},
);

test("a signal ends a delay, and a cancelled one ends without a call", async () => {
	const aborter = new AbortController();
	const calls: string[] = [];
	callAfter(1_000, aborter.signal, () => calls.push("aborted"));
	callAfter(1_000, undefined, () => calls.push("cancelled"))();
	aborter.abort();
	callAfter(1_000, aborter.signal, () => calls.push("aborted before"));
	await vi.advanceTimersByTimeAsync(2_000);
	expect(calls).toEqual(["aborted", "aborted before"]);
});
