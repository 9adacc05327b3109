import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { companyWith } from "../../testing/company.ts";
import { startUpstream, unavailable } from "../../testing/upstream-server.ts";
import { workerRelays } from "../../testing/workerd/relay/harness.ts";
import { submit } from "../../testing/workerd/relay/submit.ts";

const count = 120;
const callers = 20;

const relays = workerRelays();

/** Pseudo-random numbers from 0 to 1: a linear congruential generator. */
function randomNumbers(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
		return state / 2 ** 32;
	};
}

test(`${count} submissions of ${callers} callers through an upstream that loses answers and has outages are each recorded once`, {
	timeout: 600_000,
}, async () => {
	const { ids, fixture } = companyWith(count);
	const upstream = await startUpstream({ fixture });
	const relay = await relays.start(upstream.url);
	upstream.limit(200);
	const random = randomNumbers(7);
	upstream.treat(() => {
		const number = random();
		if (number < 0.1) return "lose";
		return number < 0.105 ? unavailable(4) : "answer";
	});
	const steps = new Map(
		ids.map((id) => [id, upstream.record(id).current_step?.id ?? ""]),
	);
	const left = [...ids];
	const statuses: Record<number, number> = {};

	/** Sends each submission as long as it is not on record, as the reply says. */
	async function call(): Promise<void> {
		for (let instance = left.pop(); instance !== undefined; ) {
			const step = steps.get(instance) ?? "";
			const options = { instance, step, prefer: "wait=20" };
			const { status, headers } = await submit(relay.url, upstream, options);
			statuses[status] = (statuses[status] ?? 0) + 1;
			if (status === 204) instance = left.pop();
			else await setTimeout(1_000 * Number(headers.get("Retry-After")));
		}
	}

	await Promise.all(Array.from({ length: callers }, call));
	expect(statuses[204]).toBe(count);
	expect(
		Object.keys(statuses).filter((each) => !/^(204|429|503|504)$/.test(each)),
	).toEqual([]);
	const responses = ids.map((id) => upstream.record(id).responses.length);
	expect(responses).toEqual(ids.map(() => 1));
});
