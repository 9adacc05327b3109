import type { OutcomeKind, Submission } from "@signoff/core";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { bearer } from "../auth/auth.ts";
import { type Client, createClient } from "../client.ts";
import {
	type RateLimitedServer,
	rateLimitedServer,
} from "../testing/rate-limited-server.ts";
import { ada, instance, submission } from "../testing/sample-instance.ts";

beforeEach(() => {
	vi.useFakeTimers({ now: Date.parse("2026-05-01T10:00:03.700Z") });
});
afterEach(() => {
	vi.useRealTimers();
});

function shown(method: string, path: string): Response {
	if (method === "POST") return new Response(null, { status: 204 });
	if (path.endsWith("/me")) return Response.json(ada);
	const id = path.split("/").at(-1);
	return Response.json({ data: { ...instance(), id } });
}

function clientOf({ fetch }: RateLimitedServer): Client {
	return createClient({
		baseUrl: "https://api.example",
		auth: bearer("t"),
		fetch,
	});
}

function* list(count: number): Generator<Submission> {
	for (let index = 0; index < count; index++)
		yield { ...submission, id: `${9_001 + index}` };
}

/** Lets virtual time go on until something has come to its end. */
async function through<T>(work: Promise<T>): Promise<T> {
	let over = false;
	const end = (): void => {
		over = true;
	};
	work.then(end, end);
	while (!over) await vi.advanceTimersByTimeAsync(50);
	return work;
}

const refusals = ({ requests }: RateLimitedServer): number =>
	requests.filter(({ status }) => status === 429).length;

test("calls at once, from a cold start, draw no 429 of a limit that answers tell of", async () => {
	const server = rateLimitedServer(80, shown);
	const client = clientOf(server);
	const outcomes = await through(
		Promise.all(
			Array.from(list(50), (each) =>
				client.respond(each, { readFirst: false, deadlineMs: 60_000 }),
			),
		),
	);
	expect(outcomes.map(({ kind }) => kind)).toEqual(
		Array.from({ length: 50 }, () => "accepted"),
	);
	expect(refusals(server)).toBe(0);
	expect(server.requests).toHaveLength(50);
});

test("calls that only wait for the first answer are not given up for it", async () => {
	const server = rateLimitedServer(80, shown);
	const client = clientOf(server);
	const scope = { company_id: "4201", project_id: "77" };
	const reads = ["9001", "9002", "9003"].map((id) =>
		client.instances.get(scope, id, { deadlineMs: 1_000 }),
	);
	expect(await through(Promise.all(reads))).toHaveLength(3);
});

test("work begun first is finished first", async () => {
	const server = rateLimitedServer(80, shown);
	const client = clientOf(server);
	const finished: string[] = [];
	const all = Array.from(list(40), async (each) => {
		await client.respond(each, { deadlineMs: 120_000 });
		finished.push(each.id);
	});
	await through(Promise.all(all));
	// Those of one moment may come in any order; nobody falls behind by more than a window takes.
	for (const [index, id] of finished.entries())
		expect(Math.abs(Number(id) - 9_001 - index)).toBeLessThan(25);
	expect(refusals(server)).toBe(0);
});

test("where the turn comes after the deadline, it is said at once when to try again", async () => {
	const server = rateLimitedServer(80, shown, 1);
	const client = clientOf(server);
	await through(client.respond(submission, { readFirst: false }));
	const outcome = await through(
		client.respond(submission, { readFirst: false, deadlineMs: 5_000 }),
	);
	expect(outcome).toMatchObject({
		kind: "deferred",
		reason: "rate_limited",
		attempts: [],
	});
	expect(server.requests).toHaveLength(1);
});

test("a list that is longer than the limit takes its time, and all of it is recorded", async () => {
	const server = rateLimitedServer(80, shown);
	const kinds: Partial<Record<OutcomeKind, number>> = {};
	const going = (async () => {
		// Far more at once than a window takes, each with the usual deadline.
		const settled = clientOf(server).respondAll(list(150), { concurrency: 64 });
		for await (const { outcome } of settled)
			kinds[outcome.kind] = (kinds[outcome.kind] ?? 0) + 1;
	})();
	await through(going);
	expect(kinds).toEqual({ recorded: 150 });
	expect(refusals(server)).toBe(0);
});

test("an abort ends a list that waits for its turn", async () => {
	const server = rateLimitedServer(80, shown, 2);
	const aborter = new AbortController();
	const client = clientOf(server);
	const going = (async () => {
		const settled = client.respondAll(list(9), {
			readFirst: false,
			signal: aborter.signal,
		});
		for await (const _ of settled) aborter.abort("enough");
	})();
	await expect(through(going)).rejects.toMatchObject({
		name: "AbortError",
		cause: "enough",
		outcome: { kind: "deferred" },
	});
	expect(server.requests.length).toBeLessThan(4);
	// What was on its way arrives; nothing else is waited for.
	await vi.advanceTimersByTimeAsync(80);
	expect(vi.getTimerCount()).toBe(0);
});

test("what was aborted keeps no place of those that come later", async () => {
	const server = rateLimitedServer(400, shown, 4);
	const client = clientOf(server);
	const from = Date.now();
	async function go(count: number, signal?: AbortSignal): Promise<void> {
		for await (const _ of client.respondAll(list(count), {
			readFirst: false,
			signal,
		}));
	}
	await through(go(1));
	const aborter = new AbortController();
	const going = through(go(1, aborter.signal));
	await vi.advanceTimersByTimeAsync(50);
	aborter.abort();
	await expect(going).rejects.toMatchObject({ name: "AbortError" });
	await through(go(2));
	expect(server.requests.map(({ status }) => status)).toEqual([
		204, 204, 204, 204,
	]);
	expect(Date.now() - from).toBeLessThan(2_000);
});
