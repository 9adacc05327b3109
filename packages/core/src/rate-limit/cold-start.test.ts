import fc from "fast-check";
import { expect, test } from "vitest";
import { nextRequestAt } from "./next-request.ts";
import { requestStarted, responseReceived } from "./rate-limiter.ts";
import { initialRateLimit, type RateLimitState } from "./state.ts";

/** A server with the limits of contract §4, in virtual time. */
type World = {
	/** Whether its windows begin with their first call, or by the clock. */
	aligned: boolean;
	/** Which window an answer describes. */
	tells: "fewest_left" | "smallest_share" | "hourly" | "nothing";
	/** What a 429 says. */
	refuses_with: "both" | "reset" | "retry_after";
	/** How many call at once, and how many calls there are. */
	callers: number;
	calls: number;
	/** Our clock is ahead of the server's by so much. */
	skew: number;
	/** How long a call takes, in turn. */
	latencies: number[];
};

type Window = { limit: number; length: number; from: number; used: number };
type Reply = { status: number; headers: Record<string, string> };
const begin = Date.parse("2026-05-01T10:00:03.700Z");

function serverOf(world: World): (now: number) => Reply {
	const windows: Window[] = [
		{ limit: 25, length: 10_000, from: Number.NEGATIVE_INFINITY, used: 0 },
		{
			limit: 3_600,
			length: 3_600_000,
			from: Number.NEGATIVE_INFINITY,
			used: 0,
		},
	];
	return (now) => {
		for (const each of windows)
			if (now >= each.from + each.length) {
				each.from = world.aligned ? now - (now % each.length) : now;
				each.used = 0;
			}
		for (const each of windows) each.used++;
		const full = windows.find(({ used, limit }) => used > limit);
		const date = { date: new Date(now).toUTCString() };
		if (full === undefined)
			return { status: 204, headers: { ...date, ...told(world, windows) } };
		const left = full.from + full.length - now;
		const named = { "retry-after": String(Math.ceil(left / 1_000)) };
		const headers = {
			both: { ...named, ...described(full) },
			reset: described(full),
			retry_after: named,
		}[world.refuses_with];
		return { status: 429, headers: { ...date, ...headers } };
	};
}

function told({ tells }: World, windows: Window[]): Record<string, string> {
	if (tells === "nothing") return {};
	const [spike, hourly] = windows;
	if (spike === undefined || hourly === undefined) return {};
	const left = ({ limit, used }: Window): number => limit - used;
	const share = (each: Window): number => left(each) / each.limit;
	const tighter = {
		fewest_left: left(spike) <= left(hourly),
		smallest_share: share(spike) <= share(hourly),
		hourly: false,
	}[tells];
	return described(tighter ? spike : hourly);
}

function described({
	limit,
	used,
	from,
	length,
}: Window): Record<string, string> {
	return {
		"x-rate-limit-limit": String(limit),
		"x-rate-limit-remaining": String(Math.max(0, limit - used)),
		"x-rate-limit-reset": String(Math.ceil((from + length) / 1_000)),
	};
}

/** Lets callers call as the pace allows until all calls are made. */
function run(world: World): { refusals: number[]; took: number } {
	const answer = serverOf(world);
	const ours = (at: number): number => at + world.skew;
	let pace: RateLimitState = initialRateLimit();
	let now = begin;
	let left = world.calls;
	const refusals: number[] = [];
	let sent = 0;
	const underWay: { back: number; reply: Reply }[] = [];
	while (left > 0 || underWay.length > 0) {
		const at = nextRequestAt(pace, ours(now));
		const next = underWay.toSorted((a, b) => a.back - b.back)[0];
		const mayCall = left > 0 && underWay.length < world.callers;
		const goes = mayCall ? at - world.skew : Number.POSITIVE_INFINITY;
		if (goes <= now) {
			pace = requestStarted(pace, ours(now));
			left--;
			const latency = world.latencies[sent++ % world.latencies.length] ?? 1;
			const reply = answer(now + latency / 2);
			underWay.push({ back: now + latency, reply });
		} else if (next !== undefined && next.back <= goes) {
			underWay.splice(underWay.indexOf(next), 1);
			now = Math.max(now, next.back);
			pace = responseReceived(pace, next.reply, ours(now));
			if (next.reply.status === 429) {
				refusals.push(now - begin);
				left++;
			}
		} else now = goes;
	}
	return { refusals, took: now - begin };
}

const worlds = (...tells: World["tells"][]): fc.Arbitrary<World> =>
	fc.record({
		aligned: fc.boolean(),
		tells: fc.constantFrom(...tells),
		refuses_with: fc.constantFrom("both", "reset", "retry_after"),
		callers: fc.integer({ min: 1, max: 64 }),
		calls: fc.integer({ min: 1, max: 400 }),
		skew: fc.constantFrom(0, 86_400_000, -3_600_000),
		latencies: fc.array(fc.integer({ min: 2, max: 900 }), {
			minLength: 1,
			maxLength: 7,
		}),
	});
const numRuns = 2_000;

test("a client that starts cold draws at most one 429 of a spike limit that it is told of", () => {
	fc.assert(
		fc.property(worlds("fewest_left", "smallest_share"), (world) => {
			expect(run(world).refusals.length).toBeLessThanOrEqual(1);
		}),
		{ numRuns },
	);
});

test("where nobody tells of the limit, 429s come singly", () => {
	fc.assert(
		fc.property(worlds("hourly", "nothing"), (world) => {
			const { refusals } = run(world);
			// One in flight beside it may meet the same fate.
			for (const [index, at] of refusals.slice(2).entries())
				expect(at - (refusals[index] ?? 0)).toBeGreaterThan(2_000);
		}),
		{ numRuns },
	);
});

test("what the limit allows is used", () => {
	const world: World = {
		aligned: true,
		tells: "fewest_left",
		refuses_with: "both",
		callers: 16,
		calls: 250,
		skew: 0,
		latencies: [40],
	};
	const { refusals, took } = run(world);
	expect(refusals).toEqual([]);
	// Ten windows, and the part of a second by which resets are rounded.
	expect(took).toBeLessThan(110_000);
});
