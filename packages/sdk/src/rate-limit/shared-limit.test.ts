import { expect, test } from "vitest";
import { settleUnderSharedLimit } from "../testing/soak/shared-limit.ts";

test("100 clients that share a rate limiter stay within the limit of a window, with at most one 429", async () => {
	const report = await settleUnderSharedLimit(100, 2);
	expect(report.kinds).toEqual({ accepted: 200 });
	expect(report.refusals).toBeLessThanOrEqual(1);
	expect(report.requests).toBe(200 + report.refusals);
	expect(report.busiestWindow).toBeLessThanOrEqual(25 + report.refusals);
});
