import type { RequestEvent } from "@signoff/core";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
	createRateLimiter,
	type RateLimiter,
	type RateLimitSlot,
} from "./rate-limiter.ts";

beforeEach(() => {
	vi.useFakeTimers({ now: Date.parse("2026-05-01T10:00:00Z") });
});
afterEach(() => {
	expect(vi.getTimerCount()).toBe(0);
	vi.useRealTimers();
});

function response(remaining: number, resetsInS = 10): RequestEvent {
	const headers = {
		date: new Date().toUTCString(),
		"x-rate-limit-limit": "25",
		"x-rate-limit-remaining": String(remaining),
		"x-rate-limit-reset": String(Date.now() / 1_000 + resetsInS),
	};
	return { kind: "response", status: 204, headers, data: null };
}

/** A rate limiter after a response with this many requests remaining. */
function limiterWith(remaining: number): RateLimiter {
	const limiter = createRateLimiter();
	const slot = limiter.openSlot();
	slot.tryAcquire(false);
	slot.complete(response(remaining));
	slot.dispose();
	return limiter;
}

/** Records a name once its request is released. */
function enqueue(slot: RateLimitSlot, name: string, released: string[]): void {
	void slot.wait().then(() => released.push(name));
}

const wait = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

test("a request goes at once without limits", () => {
	const slot = createRateLimiter().openSlot();
	expect(slot.tryAcquire(false)).toBe(true);
	slot.complete(response(24));
	expect(slot.tryAcquire(false)).toBe(true);
	slot.complete(response(23));
});

test("requests beyond the limit wait for the reset, and go in the order of their slots", async () => {
	const limiter = limiterWith(0);
	const [first, second] = [limiter.openSlot(), limiter.openSlot()];
	const released: string[] = [];
	expect(second.tryAcquire(false)).toBe(false);
	enqueue(second, "second", released);
	expect(first.tryAcquire(false)).toBe(false);
	enqueue(first, "first", released);
	expect(first.blockedMs()).toBe(10_000);
	await wait(9_999);
	expect(released).toEqual([]);
	await wait(1);
	expect(released).toEqual(["first"]);
	expect(first.tryAcquire(false)).toBe(true);
	first.complete(response(24));
	await wait(0);
	expect(released).toEqual(["first", "second"]);
	expect(second.tryAcquire(false)).toBe(true);
	second.complete(response(23));
});

test("only older operations and urgent requests pass those that wait", async () => {
	const limiter = limiterWith(0);
	const [old, waiting, young] = [
		limiter.openSlot(),
		limiter.openSlot(),
		limiter.openSlot(),
	];
	const released: string[] = [];
	enqueue(waiting, "waiting", released);
	expect(young.tryAcquire(true)).toBe(true);
	young.complete(response(0));
	enqueue(young, "young", released);
	enqueue(old, "old", released);
	await wait(10_000);
	expect(released).toEqual(["old"]);
	expect(old.tryAcquire(false)).toBe(true);
	old.complete(response(24));
	await wait(0);
	expect(released).toEqual(["old", "waiting", "young"]);
	waiting.dispose();
	young.dispose();
});

test("a disposed slot is skipped, and a request that was released and not made is returned", async () => {
	const limiter = limiterWith(0);
	const [gives, takes, leaves] = [
		limiter.openSlot(),
		limiter.openSlot(),
		limiter.openSlot(),
	];
	const released: string[] = [];
	enqueue(leaves, "leaves", released);
	enqueue(gives, "gives", released);
	enqueue(takes, "takes", released);
	leaves.dispose();
	await wait(10_000);
	expect(released).toEqual(["gives"]);
	gives.dispose();
	await wait(0);
	expect(released).toEqual(["gives", "takes"]);
	takes.dispose();
});

test("a probe without a response delays the others for one second", async () => {
	const limiter = createRateLimiter();
	const [slow, next] = [limiter.openSlot(), limiter.openSlot()];
	const released: string[] = [];
	expect(slow.tryAcquire(false)).toBe(true);
	expect(next.tryAcquire(false)).toBe(false);
	enqueue(next, "next", released);
	await wait(999);
	expect(released).toEqual([]);
	await wait(1);
	expect(released).toEqual(["next"]);
	next.dispose();
	slow.dispose();
});

test("a new job starts only if it delays none that is running", async () => {
	const limiter = limiterWith(2);
	const ends = [
		await limiter.reserve(undefined),
		await limiter.reserve(undefined),
	];
	const started: string[] = [];
	void Promise.resolve(limiter.reserve(undefined)).then((end) => {
		started.push("third");
		ends.push(end);
	});
	await wait(0);
	expect(started).toEqual([]);
	// The end of a job frees its reservation.
	ends[0]?.();
	await wait(0);
	expect(started).toEqual(["third"]);
	for (const end of ends.slice(1)) end();
});

test("a new job starts after the waiting requests of running jobs", async () => {
	const limiter = limiterWith(0);
	const released: string[] = [];
	void Promise.resolve(limiter.reserve(undefined)).then((end) => {
		released.push("new");
		end();
	});
	const running = limiter.openSlot();
	enqueue(running, "running", released);
	await wait(10_000);
	expect(released).toEqual(["running"]);
	running.tryAcquire(false);
	running.complete(response(24));
	await wait(0);
	expect(released).toEqual(["running", "new"]);
});

test("a signal ends the wait of a new job, which then reserves nothing", async () => {
	const limiter = limiterWith(0);
	const aborter = new AbortController();
	const reservation = limiter.reserve(aborter.signal);
	aborter.abort();
	(await reservation)();
	(await limiter.reserve(AbortSignal.abort()))();
});
