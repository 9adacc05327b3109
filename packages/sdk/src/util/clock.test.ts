import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { monotonicNow, startClock } from "./clock.ts";

const hour = 3_600_000;

beforeEach(() => {
	vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
	vi.restoreAllMocks();
	vi.useRealTimers();
});

test("a clock starts at the wall clock's moment", () => {
	expect(startClock()()).toBe(1_000_000);
	vi.setSystemTime(2_000_000);
	expect(startClock()()).toBe(2_000_000);
});

test.each([-hour, -1, 1, hour])(
	"a clock does not follow a wall clock that is set by %i ms",
	(ms) => {
		const now = startClock();
		const startedAt = monotonicNow();
		vi.advanceTimersByTime(250);
		vi.setSystemTime(Date.now() + ms);
		expect(now()).toBe(1_000_250);
		vi.advanceTimersByTime(250);
		expect(now()).toBe(1_000_500);
		expect(monotonicNow() - startedAt).toBe(500);
	},
);

test("a clock counts whole milliseconds from its start", () => {
	const performanceNow = vi.spyOn(performance, "now").mockReturnValue(10.75);
	const now = startClock();
	for (const [ms, counted] of [
		[11.7, 0],
		[11.75, 1],
		[12.74, 1],
		[12.75, 2],
	] as const) {
		performanceNow.mockReturnValue(ms);
		expect(now()).toBe(1_000_000 + counted);
	}
});
