import { beforeAll, describe, expect, test } from "vitest";
import { bearer } from "../auth/auth.ts";
import { type Client, createClient } from "../client.ts";
import type { Fetch } from "../http/transport.ts";
import { instance, personAda, submission } from "../testing/sample-instance.ts";
import { runWithClockJump, type Scenario } from "../testing/wall-clock.ts";

const hour = 3_600_000;
const begin = Date.parse("2026-05-01T10:00:03.700Z");
const recorded = (): Response => new Response(null, { status: 204 });

const clientOf = (fetch: Fetch, auth = bearer("t")): Client =>
	createClient({ baseUrl: "https://api.example", auth, fetch });

/** Replies to reads; `post` replies to the submissions, given how many there were. */
function api(
	post: (count: number, elapsedMs: number) => Response | "no reply",
): Scenario["reply"] {
	let posts = 0;
	return ({ method, url }, _, elapsedMs) => {
		if (method === "POST") return post(++posts, elapsedMs);
		const { pathname } = new URL(url);
		if (pathname.endsWith("/me")) return Response.json(personAda);
		const id = pathname.split("/").at(-1);
		return Response.json({ data: { ...instance(), id } });
	};
}

/** The headers of a server whose windows of ten seconds begin with the run, by its own clock. */
function windowHeaders(
	elapsedMs: number,
	left: number,
): Record<string, string> {
	const windowEnd = Math.floor(elapsedMs / 10_000 + 1) * 10_000;
	return {
		Date: new Date(begin + elapsedMs).toUTCString(),
		"X-Rate-Limit-Limit": "25",
		"X-Rate-Limit-Remaining": String(Math.max(0, left)),
		"X-Rate-Limit-Reset": String(Math.ceil((begin + windowEnd) / 1_000)),
	};
}

/** Allows so many requests in each window. */
function limitedApi(limit: number): Scenario["reply"] {
	const counts = new Map<number, number>();
	return (_, __, elapsedMs) => {
		const window = Math.floor(elapsedMs / 10_000);
		const count = (counts.get(window) ?? 0) + 1;
		counts.set(window, count);
		const headers = windowHeaders(elapsedMs, limit - count);
		return new Response(null, { status: count > limit ? 429 : 204, headers });
	};
}

async function respondToAll(fetch: Fetch, count: number): Promise<unknown> {
	const list = Array.from({ length: count }, (_, index) => ({
		...submission,
		id: `${9_001 + index}`,
	}));
	const results: unknown[] = [];
	const options = { readFirst: false, concurrency: 8 };
	for await (const each of clientOf(fetch).respondAll(list, options))
		results.push(each);
	return results;
}

const withRetryAfter = (status: number, seconds: number): Response =>
	new Response(null, { status, headers: { "Retry-After": String(seconds) } });

/** Each scenario anew, since its server counts. */
const scenarios: Record<string, () => Scenario> = {
	"a settlement whose requests are never answered": () => ({
		reply: () => "no reply",
		run: (fetch) => clientOf(fetch).respond(submission, { deadlineMs: 6_000 }),
	}),
	"a settlement whose submits are never answered": () => ({
		reply: api(() => "no reply"),
		run: (fetch) =>
			clientOf(fetch).respond(submission, {
				deadlineMs: 6_000,
				attemptTimeoutMs: 1_000,
			}),
	}),
	"a settlement that waits as long as the server asks": () => ({
		reply: api((count) => (count === 1 ? withRetryAfter(429, 4) : recorded())),
		run: (fetch) => clientOf(fetch).respond(submission),
	}),
	"a settlement that backs off": () => ({
		reply: api((count) => (count < 4 ? withRetryAfter(503, 0) : recorded())),
		run: (fetch) => clientOf(fetch).respond(submission),
	}),
	"a settlement that waits for the delivery of what it sent": () => ({
		reply: api((count) =>
			count === 1 ? "no reply" : new Response(null, { status: 403 }),
		),
		run: (fetch) =>
			clientOf(fetch).respond(submission, {
				attemptTimeoutMs: 500,
				maxDeliveryDelayMs: 3_000,
				maxReadStalenessMs: 1_000,
			}),
	}),
	"a settlement that waits for the rate limit": () => ({
		reply: limitedApi(1),
		run: async (fetch) => {
			const client = clientOf(fetch);
			const options = { readFirst: false, deadlineMs: 25_000 };
			return [
				await client.respond(submission, options),
				await client.respond({ ...submission, id: "9002" }, options),
			];
		},
	}),
	"a list that waits for the rate limit": () => ({
		reply: limitedApi(25),
		run: (fetch) => respondToAll(fetch, 60),
	}),
	"a read that is retried": () => ({
		reply: (_, received) =>
			received < 2
				? withRetryAfter(503, 3 * received)
				: Response.json({ data: instance() }),
		run: (fetch) => clientOf(fetch).instances.get(submission, "9001"),
	}),
	"a read that is never answered": () => ({
		reply: () => "no reply",
		run: (fetch) =>
			clientOf(fetch)
				.instances.get(submission, "9001", { deadlineMs: 6_000 })
				.catch(({ outcome }) => outcome),
	}),
	"a request whose token is late": () => ({
		reply: () => "no reply",
		run: (fetch) => {
			const token = (): Promise<string> =>
				new Promise((resolve) => setTimeout(resolve, 400, "late"));
			const auth = { ...bearer("t"), token };
			return clientOf(fetch, auth)
				.instances.get(submission, "9001", {
					deadlineMs: 3_000,
					attemptTimeoutMs: 1_000,
				})
				.catch(({ outcome }) => outcome);
		},
	}),
};

// Features that are loaded on first use would take real time.
beforeAll(async () => {
	for (const create of Object.values(scenarios))
		await runWithClockJump(create(), null);
});

describe.each(Object.entries(scenarios))("%s", (_, create) => {
	test.each([
		["back by an hour", -hour],
		["back by a second", -1_000],
		["forward by a second", 1_000],
		["forward by an hour", hour],
		["forward by years", 100_000 * hour],
	])("does the same if the wall clock is set %s", async (_, byMs) => {
		const undisturbed = await runWithClockJump(create(), null);
		expect(undisturbed.elapsedMs).toBeGreaterThan(1_000);
		for (let share = 0.05; share < 1; share += 0.13) {
			const afterMs = Math.round(undisturbed.elapsedMs * share);
			expect(await runWithClockJump(create(), { afterMs, byMs })).toEqual(
				undisturbed,
			);
		}
	});
});
