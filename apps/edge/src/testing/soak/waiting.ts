import { setTimeout } from "node:timers/promises";
import { usageOf } from "../fuzz/process-usage.ts";
import { type Comparison, compareRecords } from "./records.ts";
import { startSoakRelay } from "./soak-relay.ts";
import { storeSettlements } from "./store-settlements.ts";

/** The result of a start with many settlements that wait. */
export type WaitingReport = Comparison & {
	waiting: number;
	/** From the start until the last one was submitted. */
	seconds: number;
	/** Requests that the upstream received after the start, and how many of them it answered with 429. */
	requests: number;
	limited: number;
	/** CPU time of the relay from the start to the end. */
	cpuSeconds: number;
	memoryMb: number;
};

/** Options of {@link startWithWaiting}. */
export type WaitingOptions = {
	count: number;
	/** Requests of the account per second. */
	rate: number;
};

/** Starts a relay whose data file holds many settlements that wait, all of one account. */
export async function startWithWaiting({
	count,
	rate,
}: WaitingOptions): Promise<WaitingReport> {
	const soak = await startSoakRelay({
		...{ people: 1, instances: count },
		limit: { requests: rate, windowMs: 1_000 },
	});
	const { relay, upstream, proxy, submissions } = soak;
	try {
		await relay.stop();
		await storeSettlements(soak);
		const before = { ...proxy.counts, limited: proxy.counts.limited.length };
		const startedAt = Date.now();
		await relay.restart();
		while (proxy.counts.submits < count) await setTimeout(100);
		const seconds = Math.round((Date.now() - startedAt) / 1_000);
		let comparison = await compareRecords(upstream.url, submissions);
		while (comparison.recorded < count) {
			await setTimeout(500);
			comparison = await compareRecords(upstream.url, submissions);
		}
		const usage = usageOf([relay.pid()]);
		return {
			...{ waiting: count, ...comparison, seconds },
			requests: proxy.counts.requests - before.requests,
			limited: proxy.counts.limited.length - before.limited,
			cpuSeconds: Math.round(usage.cpuMs / 100) / 10,
			memoryMb: Math.round(usage.memoryMb),
		};
	} finally {
		await soak.end();
	}
}
