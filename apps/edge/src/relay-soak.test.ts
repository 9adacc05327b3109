import { expect, test, vi } from "vitest";
import { crashRelay } from "./testing/soak/crash.ts";
import { floodRelay } from "./testing/soak/flood.ts";
import { soakSubmissionsThroughRelay } from "./testing/soak/submissions.ts";

// Small versions of `node src/dev/relay-soak.ts`: each starts several processes.
vi.setConfig({ testTimeout: 120_000 });

test("100 submissions of 20 callers through a faulty upstream that restarts: none lost, none twice, each outcome is true", async () => {
	const report = await soakSubmissionsThroughRelay({
		...{ people: 20, instances: 5, restarts: 1 },
		...{ hangs: 0, concurrency: 40 },
	});
	expect([report.wrong, report.recorded]).toEqual([[], 100]);
	expect(report.faults).toBeGreaterThan(10);
	expect(report.upstreamRestarts).toBe(1);
});

test("what was accepted while the upstream was down is settled once after kill -9, and no sealed credential remains", async () => {
	const report = await crashRelay({
		...{ people: 10, instances: 4, kills: 1, downSeconds: 1 },
	});
	expect([report.wrong, report.recorded, report.errors]).toEqual([[], 40, ""]);
	expect(report.sealedDuring).toBeGreaterThan(0);
	expect(report.sealedAfter).toBe(0);
});

test("300 requests at once: the queue's are recorded, the others are a 503 with Retry-After, and the upstream answers no 429", async () => {
	const report = await floodRelay({ count: 300, queue: 100, rate: 200 });
	// Places that become free while requests arrive are taken again.
	const { 204: recorded = 0, 503: refused = 0 } = report.statuses;
	expect(recorded + refused).toBe(300);
	expect(recorded).toBeGreaterThanOrEqual(100);
	expect(refused).toBeGreaterThan(0);
	expect([report.wrong, report.withoutRetryAfter]).toEqual([[], 0]);
	expect(report.limited).toBeLessThanOrEqual(1);
});
