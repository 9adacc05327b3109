import { Agent, request } from "node:http";
import { wireBody } from "../client.ts";
import { usageOf } from "../fuzz/process-usage.ts";
import { type Comparison, compareRecords } from "./records.ts";
import { type SoakSubmission, soakInstances, tokenOf } from "./soak-company.ts";
import { startSoakRelay } from "./soak-relay.ts";

/** The result of many requests at once. */
export type FloodReport = Pick<Comparison, "wrong"> & {
	requests: number;
	/** How often each status was answered; 0 for a connection without an answer. */
	statuses: Record<string, number>;
	/** Answers with 503 that have no `Retry-After`. */
	withoutRetryAfter: number;
	/** How many requests the upstream answered with 429. */
	limited: number;
	/** Of the relay, before and at the most. */
	memoryMb: { before: number; most: number };
	seconds: number;
};

/** Options of {@link floodRelay}. */
export type FloodOptions = {
	count: number;
	queue: number;
	/** Requests of the account per second. */
	rate: number;
};

/** Sends many submissions of one account at once. Compares those that were confirmed with what the upstream holds. */
export async function floodRelay(options: FloodOptions): Promise<FloodReport> {
	const { count, queue, rate } = options;
	const soak = await startSoakRelay({
		...{ people: 1, instances: count },
		limit: { requests: rate, windowMs: 1_000 },
		args: ["--queue", String(queue)],
	});
	const { relay, upstream, proxy, submissions } = soak;
	const startedAt = Date.now();
	const memory = (): number => Math.round(usageOf([relay.pid()]).memoryMb);
	const before = memory();
	let most = before;
	const sampling = setInterval(() => {
		most = Math.max(most, memory());
	}, 50);
	const statuses: Record<string, number> = {};
	const confirmed: SoakSubmission[] = [];
	let withoutRetryAfter = 0;
	const agent = new Agent({ maxSockets: Number.POSITIVE_INFINITY });
	try {
		await Promise.all(
			submissions.map(async (submission) => {
				const reply = await post(agent, relay.url, submission);
				statuses[reply.status] = (statuses[reply.status] ?? 0) + 1;
				if (reply.status === 503 && !reply.hasRetryAfter)
					withoutRetryAfter += 1;
				if (reply.status === 204) confirmed.push(submission);
			}),
		);
		const { wrong } = await compareRecords(upstream.url, confirmed);
		return {
			...{ requests: count, statuses, withoutRetryAfter, wrong },
			limited: proxy.counts.limited.length,
			memoryMb: { before, most },
			seconds: Math.round((Date.now() - startedAt) / 1_000),
		};
	} finally {
		clearInterval(sampling);
		agent.destroy();
		await soak.end();
	}
}

function post(
	agent: Agent,
	relay: string,
	{ person, instance, step, comment }: SoakSubmission,
): Promise<{ status: number; hasRetryAfter: boolean }> {
	const body = JSON.stringify(wireBody(step, "2000", { comment }));
	return new Promise((resolve) => {
		const sent = request(
			`${relay}${soakInstances}/${instance}/responses`,
			{
				...{ agent, method: "POST" },
				headers: {
					Authorization: `Bearer ${tokenOf(person)}`,
					"Procore-Company-Id": "4201",
					"Content-Type": "application/json",
					"Content-Length": Buffer.byteLength(body),
					Prefer: "wait=300",
				},
			},
			(reply) => {
				reply.resume();
				const hasRetryAfter = reply.headers["retry-after"] !== undefined;
				resolve({ status: reply.statusCode ?? 0, hasRetryAfter });
			},
		);
		sent.on("error", () => resolve({ status: 0, hasRetryAfter: false }));
		sent.end(body);
	});
}
