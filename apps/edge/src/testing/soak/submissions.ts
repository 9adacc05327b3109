import { inParallel, submitUntilCertain } from "./callers.ts";
import { faultChooser } from "./choose-faults.ts";
import { type Comparison, compareRecords } from "./records.ts";
import { startSoakRelay } from "./soak-relay.ts";

/** The result of submissions through a faulty upstream. */
export type SubmissionsReport = Comparison & {
	submissions: number;
	kinds: Record<string, number>;
	/** Answers that said that it is not certain yet, or that nothing was recorded. */
	unsettled: number;
	requests: number;
	faults: number;
	limited: number;
	upstreamRestarts: number;
	seconds: number;
};

/** Options of {@link soakSubmissionsThroughRelay}. */
export type SubmissionsOptions = {
	people: number;
	instances: number;
	restarts: number;
	/** How many of 1,000 submits hang: each takes 10 s. */
	hangs: number;
	concurrency: number;
};

/**
 * Sends submissions of several callers through an upstream that loses answers, hangs, limits and restarts, until each
 * outcome is certain. Compares each with what the upstream holds.
 */
export async function soakSubmissionsThroughRelay({
	people,
	instances,
	restarts,
	hangs,
	concurrency,
}: SubmissionsOptions): Promise<SubmissionsReport> {
	const limit = { requests: 20, windowMs: 1_000 };
	const soak = await startSoakRelay({ people, instances, limit });
	const { relay, upstream, proxy, submissions } = soak;
	const startedAt = Date.now();
	proxy.chooseFault(
		faultChooser(1, {
			submit: {
				...{ lost_reply: 80, lost_request: 40, bad_gateway: 40 },
				...{ unavailable: 20, limited: 5, redirect: 10, hang: hangs },
			},
			read: { lost_request: 20, lost_reply: 20, unavailable: 10, redirect: 5 },
		}),
	);
	const kinds: Record<string, number> = {};
	const wrong: string[] = [];
	let unsettled = 0;
	let done = 0;
	let restarted = 0;
	let restarting: Promise<void> = Promise.resolve();
	try {
		await inParallel(submissions, concurrency, async (submission) => {
			const result = await submitUntilCertain(relay.url, submission, 30);
			kinds[result.kind] = (kinds[result.kind] ?? 0) + 1;
			unsettled += result.unsettled;
			wrong.push(...result.wrong);
			done += 1;
			const due = (submissions.length * (restarted + 1)) / (restarts + 1);
			if (restarted === restarts || done < due) return;
			restarted += 1;
			restarting = restarting.then(async () => {
				await upstream.kill();
				await upstream.restart();
			});
		});
		await restarting;
		const comparison = await compareRecords(upstream.url, submissions);
		const { requests, faults, limited } = proxy.counts;
		return {
			submissions: submissions.length,
			...{ kinds, unsettled, requests, faults },
			limited: limited.length,
			upstreamRestarts: restarted,
			recorded: comparison.recorded,
			wrong: [...wrong, ...comparison.wrong],
			seconds: Math.round((Date.now() - startedAt) / 1_000),
		};
	} finally {
		await soak.end();
	}
}
