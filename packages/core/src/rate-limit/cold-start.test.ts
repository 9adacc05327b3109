import fc from "fast-check";
import { expect, test } from "vitest";
import { nextRequestAt } from "./next-request.ts";
import { requestStarted, responseReceived } from "./rate-limiter.ts";
import { initialRateLimit, type RateLimitState } from "./state.ts";

/** A server with the limits of contract §4, in virtual time. */
type World = {
	/** Whether its windows are aligned to the clock, or begin with their first request. */
	aligned: boolean;
	/** Which window the headers describe. */
	describes: "fewest_left" | "smallest_share" | "hourly" | "nothing";
	/** Which headers a 429 has. */
	refuses_with: "both" | "reset" | "retry_after";
	/** The number of concurrent callers, and of requests. */
	callers: number;
	calls: number;
	/** How far the local clock is ahead of the server's, in milliseconds. */
	skew: number;
	/** The durations of the requests, in turn, in milliseconds. */
	latencies: number[];
};

type Window = { limit: number; length: number; from: number; used: number };
type Reply = { status: number; headers: Record<string, string> };
const begin = Date.parse("2026-05-01T10:00:03.700Z");

function createServer(world: World): (now: number) => Reply {
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
			return {
				status: 204,
				headers: { ...date, ...describedHeaders(world, windows) },
			};
		const left = full.from + full.length - now;
		const retryAfter = { "retry-after": String(Math.ceil(left / 1_000)) };
		const headers = {
			both: { ...retryAfter, ...windowHeaders(full) },
			reset: windowHeaders(full),
			retry_after: retryAfter,
		}[world.refuses_with];
		return { status: 429, headers: { ...date, ...headers } };
	};
}

function describedHeaders(
	{ describes }: World,
	windows: Window[],
): Record<string, string> {
	if (describes === "nothing") return {};
	const [burst, hourly] = windows;
	if (burst === undefined || hourly === undefined) return {};
	const left = ({ limit, used }: Window): number => limit - used;
	const share = (each: Window): number => left(each) / each.limit;
	const tighter = {
		fewest_left: left(burst) <= left(hourly),
		smallest_share: share(burst) <= share(hourly),
		hourly: false,
	}[describes];
	return windowHeaders(tighter ? burst : hourly);
}

function windowHeaders({
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

/** Sends requests as the rate limiter allows until all have succeeded. */
function run(world: World): { refusals: number[]; elapsedMs: number } {
	const handle = createServer(world);
	const localTime = (at: number): number => at + world.skew;
	let state: RateLimitState = initialRateLimit();
	let now = begin;
	let left = world.calls;
	const refusals: number[] = [];
	let sent = 0;
	const inFlight: { back: number; reply: Reply }[] = [];
	while (left > 0 || inFlight.length > 0) {
		const at = nextRequestAt(state, localTime(now));
		const next = inFlight.toSorted((a, b) => a.back - b.back)[0];
		const maySend = left > 0 && inFlight.length < world.callers;
		const sendAt = maySend ? at - world.skew : Number.POSITIVE_INFINITY;
		if (sendAt <= now) {
			state = requestStarted(state, localTime(now));
			left--;
			const latency = world.latencies[sent++ % world.latencies.length] ?? 1;
			const reply = handle(now + latency / 2);
			inFlight.push({ back: now + latency, reply });
		} else if (next !== undefined && next.back <= sendAt) {
			inFlight.splice(inFlight.indexOf(next), 1);
			now = Math.max(now, next.back);
			state = responseReceived(state, next.reply, localTime(now));
			if (next.reply.status === 429) {
				refusals.push(now - begin);
				left++;
			}
		} else now = sendAt;
	}
	return { refusals, elapsedMs: now - begin };
}

const worlds = (...describes: World["describes"][]): fc.Arbitrary<World> =>
	fc.record({
		aligned: fc.boolean(),
		describes: fc.constantFrom(...describes),
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

test("a new client gets at most one 429 from a burst limit that the headers show", () => {
	fc.assert(
		fc.property(worlds("fewest_left", "smallest_share"), (world) => {
			expect(run(world).refusals.length).toBeLessThanOrEqual(1);
		}),
		{ numRuns },
	);
});

test("if no header shows the limit, 429s are far apart", () => {
	fc.assert(
		fc.property(worlds("hourly", "nothing"), (world) => {
			const { refusals } = run(world);
			// Another request in flight may be refused as well.
			for (const [index, at] of refusals.slice(2).entries())
				expect(at - (refusals[index] ?? 0)).toBeGreaterThan(2_000);
		}),
		{ numRuns },
	);
});

test("the limit is used fully", () => {
	const world: World = {
		aligned: true,
		describes: "fewest_left",
		refuses_with: "both",
		callers: 16,
		calls: 250,
		skew: 0,
		latencies: [40],
	};
	const { refusals, elapsedMs } = run(world);
	expect(refusals).toEqual([]);
	// Ten windows, plus the rounding of the resets.
	expect(elapsedMs).toBeLessThan(110_000);
});
