import { expect, test } from "vitest";
import { createReturnSchedule } from "./return-schedule.ts";

test("those who find no place return one after the other", () => {
	const schedule = createReturnSchedule(() => 0);
	const waits = Array.from({ length: 100 }, () => schedule.nextMs());
	expect(waits[0]).toBe(1_000);
	expect(waits[49]).toBe(5_000);
	expect(waits[99]).toBe(10_000);
});

test("the pace is that at which places become free", () => {
	let now = 0;
	const schedule = createReturnSchedule(() => now);
	for (let count = 0; count < 100; count++) {
		now += 2_000;
		schedule.left();
	}
	expect(schedule.nextMs()).toBeCloseTo(2_000, -2);
	expect(schedule.nextMs()).toBeCloseTo(4_000, -2);
});

test("no wait is longer than 15 minutes", () => {
	const schedule = createReturnSchedule(() => 0);
	const waits = Array.from({ length: 20_000 }, () => schedule.nextMs());
	expect(Math.max(...waits)).toBe(900_000);
});
