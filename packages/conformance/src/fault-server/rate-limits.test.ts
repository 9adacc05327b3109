import { expect, test } from "vitest";
import { createRateLimits } from "./rate-limits.ts";
import { read, serveOne, submit } from "./testing/setup.ts";

const spike = { calls: 2, window_ms: 10_000 };
const hourly = { calls: 3, window_ms: 3_600_000 };
const at = Date.parse("2026-05-01T10:00:03Z");

/** Statuses and remaining calls, as the headers tell them. */
function told(
	limits: Parameters<typeof createRateLimits>[0],
	moments: number[],
): string[] {
	const judge = createRateLimits(limits);
	return moments.map((ms) => {
		const { headers, refusal } = judge(at + ms);
		const left = `${headers["x-rate-limit-remaining"]}/${headers["x-rate-limit-limit"]}`;
		return refusal === null ? left : `${refusal.status} ${left}`;
	});
}

test("counts calls down, and refuses those that are too many", () => {
	expect(told([spike], [0, 1, 2, 3])).toEqual([
		"1/2",
		"0/2",
		"429 0/2",
		"429 0/2",
	]);
});

test("begins anew with each window of the clock", () => {
	expect(told([spike], [0, 0, 6_999, 7_000])).toEqual([
		"1/2",
		"0/2",
		"429 0/2",
		"1/2",
	]);
});

test("tells of the tighter of two", () => {
	expect(told([hourly, spike], [0, 0, 7_000, 7_000])).toEqual([
		"1/2",
		"0/2",
		"0/3",
		"429 0/3",
	]);
});

test("tells the reset in Unix seconds", () => {
	const { headers } = createRateLimits([spike])(at);
	expect(headers["x-rate-limit-reset"]).toBe(String((at + 7_000) / 1_000));
});

test("without limits tells nothing", () => {
	expect(createRateLimits([])(at)).toEqual({ headers: {}, refusal: null });
});

test("a world with limits tells of them with each answer, and refuses what is too much before it is recorded", async () => {
	const limits = [{ calls: 2, window_ms: 3_600_000 }];
	const { server, world } = await serveOne({ limits });
	for (const remaining of ["1", "0"])
		expect((await read(world, "me")).headers).toMatchObject({
			"x-rate-limit-limit": "2",
			"x-rate-limit-remaining": remaining,
			"x-rate-limit-reset": expect.stringMatching(/^[0-9]+$/),
		});
	expect((await submit(world)).status).toBe(429);
	expect((await server.record(world)).responses).toEqual([]);
});
