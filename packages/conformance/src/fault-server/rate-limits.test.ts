import { expect, test } from "vitest";
import { createRateLimits } from "./rate-limits.ts";
import { read, serveOne, submit } from "./testing/setup.ts";

const spike = { requests: 2, window_ms: 10_000 };
const hourly = { requests: 3, window_ms: 3_600_000 };
const at = Date.parse("2026-05-01T10:00:03Z");

/** The status and the remaining requests of each reply, as its headers report them. */
function reportedLimits(
	limits: Parameters<typeof createRateLimits>[0],
	moments: number[],
): string[] {
	const countRequest = createRateLimits(limits);
	return moments.map((ms) => {
		const { headers, refusal } = countRequest(at + ms);
		const remaining = `${headers["x-rate-limit-remaining"]}/${headers["x-rate-limit-limit"]}`;
		return refusal === null ? remaining : `${refusal.status} ${remaining}`;
	});
}

test("counts down and refuses requests above the limit", () => {
	expect(reportedLimits([spike], [0, 1, 2, 3])).toEqual([
		"1/2",
		"0/2",
		"429 0/2",
		"429 0/2",
	]);
});

test("starts again with each window of the clock", () => {
	expect(reportedLimits([spike], [0, 0, 6_999, 7_000])).toEqual([
		"1/2",
		"0/2",
		"429 0/2",
		"1/2",
	]);
});

test("reports the limit with the fewest remaining requests", () => {
	expect(reportedLimits([hourly, spike], [0, 0, 7_000, 7_000])).toEqual([
		"1/2",
		"0/2",
		"0/3",
		"429 0/3",
	]);
});

test("reports the reset in Unix seconds", () => {
	const { headers } = createRateLimits([spike])(at);
	expect(headers["x-rate-limit-reset"]).toBe(String((at + 7_000) / 1_000));
});

test("adds no headers without limits", () => {
	expect(createRateLimits([])(at)).toEqual({ headers: {}, refusal: null });
});

test("a world with limits reports them in every reply and refuses a submission above a limit without recording it", async () => {
	const limits = [{ requests: 2, window_ms: 3_600_000 }];
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
