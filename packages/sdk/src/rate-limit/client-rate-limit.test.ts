import type { OutcomeKind, Submission } from "@signoff/core";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { bearer } from "../auth/auth.ts";
import { type Client, createClient } from "../client.ts";
import {
	type RateLimitedServer,
	rateLimitedServer,
} from "../testing/rate-limited-server.ts";
import { instance, personAda, submission } from "../testing/sample-instance.ts";

beforeEach(() => {
	vi.useFakeTimers({ now: Date.parse("2026-05-01T10:00:03.700Z") });
});
afterEach(() => {
	vi.useRealTimers();
});

function reply(method: string, path: string): Response {
	if (method === "POST") return new Response(null, { status: 204 });
	if (path.endsWith("/me")) return Response.json(personAda);
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

/** Advances the fake clock until a promise settles. */
async function advanceUntil<T>(work: Promise<T>): Promise<T> {
	let isSettled = false;
	const end = (): void => {
		isSettled = true;
	};
	work.then(end, end);
	while (!isSettled) await vi.advanceTimersByTimeAsync(50);
	return work;
}

const countRefusals = ({ requests }: RateLimitedServer): number =>
	requests.filter(({ status }) => status === 429).length;

test("concurrent requests of a new client cause no 429 if responses show the limit", async () => {
	const server = rateLimitedServer(80, reply);
	const client = clientOf(server);
	const outcomes = await advanceUntil(
		Promise.all(
			Array.from(list(50), (each) =>
				client.respond(each, { readFirst: false, deadlineMs: 60_000 }),
			),
		),
	);
	expect(outcomes.map(({ kind }) => kind)).toEqual(
		Array.from({ length: 50 }, () => "accepted"),
	);
	expect(countRefusals(server)).toBe(0);
	expect(server.requests).toHaveLength(50);
});

test("requests that wait for the first response do not time out", async () => {
	const server = rateLimitedServer(80, reply);
	const client = clientOf(server);
	const scope = { company_id: "4201", project_id: "77" };
	const reads = ["9001", "9002", "9003"].map((id) =>
		client.instances.get(scope, id, { deadlineMs: 1_000 }),
	);
	expect(await advanceUntil(Promise.all(reads))).toHaveLength(3);
});

test("the operation that started first finishes first", async () => {
	const server = rateLimitedServer(80, reply);
	const client = clientOf(server);
	const finished: string[] = [];
	const all = Array.from(list(40), async (each) => {
		await client.respond(each, { deadlineMs: 120_000 });
		finished.push(each.id);
	});
	await advanceUntil(Promise.all(all));
	// Operations that started together may finish in any order, but within one window of their position.
	for (const [index, id] of finished.entries())
		expect(Math.abs(Number(id) - 9_001 - index)).toBeLessThan(25);
	expect(countRefusals(server)).toBe(0);
});

test("if the limit opens after the deadline, the outcome is deferred at once, with the time of the next try", async () => {
	const server = rateLimitedServer(80, reply, 1);
	const client = clientOf(server);
	await advanceUntil(client.respond(submission, { readFirst: false }));
	const outcome = await advanceUntil(
		client.respond(submission, { readFirst: false, deadlineMs: 5_000 }),
	);
	expect(outcome).toMatchObject({
		kind: "deferred",
		reason: "rate_limited",
		attempts: [],
	});
	expect(server.requests).toHaveLength(1);
});

test("a list that is longer than the limit waits for it, and all of it is recorded", async () => {
	const server = rateLimitedServer(80, reply);
	const kinds: Partial<Record<OutcomeKind, number>> = {};
	const running = (async () => {
		// Far more at once than a window allows, each with the default deadline.
		const settled = clientOf(server).respondAll(list(150), { concurrency: 64 });
		for await (const { outcome } of settled)
			kinds[outcome.kind] = (kinds[outcome.kind] ?? 0) + 1;
	})();
	await advanceUntil(running);
	expect(kinds).toEqual({ recorded: 150 });
	expect(countRefusals(server)).toBe(0);
});

test("an abort ends a list that waits for the limit", async () => {
	const server = rateLimitedServer(80, reply, 2);
	const aborter = new AbortController();
	const client = clientOf(server);
	const running = (async () => {
		const settled = client.respondAll(list(9), {
			readFirst: false,
			signal: aborter.signal,
		});
		for await (const _ of settled) aborter.abort("enough");
	})();
	await expect(advanceUntil(running)).rejects.toMatchObject({
		name: "AbortError",
		cause: "enough",
		outcome: { kind: "deferred" },
	});
	expect(server.requests.length).toBeLessThan(4);
	// The requests in flight complete; no timer is left.
	await vi.advanceTimersByTimeAsync(80);
	expect(vi.getTimerCount()).toBe(0);
});

test("an aborted job keeps no reservation", async () => {
	const server = rateLimitedServer(400, reply, 4);
	const client = clientOf(server);
	const startedAt = Date.now();
	async function settleList(
		count: number,
		signal?: AbortSignal,
	): Promise<void> {
		for await (const _ of client.respondAll(list(count), {
			readFirst: false,
			signal,
		}));
	}
	await advanceUntil(settleList(1));
	const aborter = new AbortController();
	const running = advanceUntil(settleList(1, aborter.signal));
	await vi.advanceTimersByTimeAsync(50);
	aborter.abort();
	await expect(running).rejects.toMatchObject({ name: "AbortError" });
	await advanceUntil(settleList(2));
	expect(server.requests.map(({ status }) => status)).toEqual([
		204, 204, 204, 204,
	]);
	expect(Date.now() - startedAt).toBeLessThan(2_000);
});

test("requests that wait for one another do not report a limit that no server has named", async () => {
	const client = createClient({
		baseUrl: "https://api.example",
		auth: bearer("t"),
		// Fails slowly and without a reason, as in a browser on a busy machine.
		fetch: async () => {
			await new Promise((resolve) => setTimeout(resolve, 90));
			throw new TypeError("Failed to fetch");
		},
	});
	const scope = { company_id: "4201", project_id: "77" };
	const reads = Array.from({ length: 6 }, () =>
		client.instances.get(scope, "9001", { deadlineMs: 700 }),
	);
	const outcomes = await advanceUntil(
		Promise.all(reads.map((read) => read.catch((error) => error.outcome))),
	);
	for (const outcome of outcomes)
		expect(outcome).toMatchObject({
			kind: "deferred",
			reason: expect.stringMatching(/^un(available|reachable)$/),
		});
	expect(outcomes[0]).toMatchObject({ reason: "unavailable" });
});
