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

function answer(remaining: number, resetsInS = 10): RequestEvent {
	const headers = {
		date: new Date().toUTCString(),
		"x-rate-limit-limit": "25",
		"x-rate-limit-remaining": String(remaining),
		"x-rate-limit-reset": String(Date.now() / 1_000 + resetsInS),
	};
	return { kind: "response", status: 204, headers, data: null };
}

/** A pacer that was told how many calls remain. */
function told(remaining: number): RateLimiter {
	const pacer = createRateLimiter();
	const place = pacer.openSlot();
	place.tryAcquire(false);
	place.complete(answer(remaining));
	place.dispose();
	return pacer;
}

/** Writes a name down once its turn has come. */
function stand(place: RateLimitSlot, name: string, gone: string[]): void {
	void place.wait().then(() => gone.push(name));
}

const wait = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

test("a call goes at once where nothing is against it", () => {
	const place = createRateLimiter().openSlot();
	expect(place.tryAcquire(false)).toBe(true);
	place.complete(answer(24));
	expect(place.tryAcquire(false)).toBe(true);
	place.complete(answer(23));
});

test("calls that are too many wait for the reset, and go first come, first served", async () => {
	const pacer = told(0);
	const [first, second] = [pacer.openSlot(), pacer.openSlot()];
	const gone: string[] = [];
	expect(second.tryAcquire(false)).toBe(false);
	stand(second, "second", gone);
	expect(first.tryAcquire(false)).toBe(false);
	stand(first, "first", gone);
	expect(first.estimatedAt()).toBe(Date.now() + 10_000);
	await wait(9_999);
	expect(gone).toEqual([]);
	await wait(1);
	expect(gone).toEqual(["first"]);
	expect(first.tryAcquire(false)).toBe(true);
	first.complete(answer(24));
	await wait(0);
	expect(gone).toEqual(["first", "second"]);
	expect(second.tryAcquire(false)).toBe(true);
	second.complete(answer(23));
});

test("nobody passes those who wait, but for older work and what is urgent", async () => {
	const pacer = told(0);
	const [old, waiting, young] = [
		pacer.openSlot(),
		pacer.openSlot(),
		pacer.openSlot(),
	];
	const gone: string[] = [];
	stand(waiting, "waiting", gone);
	expect(young.tryAcquire(true)).toBe(true);
	young.complete(answer(0));
	stand(young, "young", gone);
	stand(old, "old", gone);
	await wait(10_000);
	expect(gone).toEqual(["old"]);
	expect(old.tryAcquire(false)).toBe(true);
	old.complete(answer(24));
	await wait(0);
	expect(gone).toEqual(["old", "waiting", "young"]);
	waiting.dispose();
	young.dispose();
});

test("who leaves the line is passed over, and what was let go and not made is given back", async () => {
	const pacer = told(0);
	const [gives, takes, leaves] = [
		pacer.openSlot(),
		pacer.openSlot(),
		pacer.openSlot(),
	];
	const gone: string[] = [];
	stand(leaves, "leaves", gone);
	stand(gives, "gives", gone);
	stand(takes, "takes", gone);
	leaves.dispose();
	await wait(10_000);
	expect(gone).toEqual(["gives"]);
	gives.dispose();
	await wait(0);
	expect(gone).toEqual(["gives", "takes"]);
	takes.dispose();
});

test("a lone call that is long in coming is waited for a second", async () => {
	const pacer = createRateLimiter();
	const [slow, next] = [pacer.openSlot(), pacer.openSlot()];
	const gone: string[] = [];
	expect(slow.tryAcquire(false)).toBe(true);
	expect(next.tryAcquire(false)).toBe(false);
	stand(next, "next", gone);
	await wait(999);
	expect(gone).toEqual([]);
	await wait(1);
	expect(gone).toEqual(["next"]);
	next.dispose();
	slow.dispose();
});

test("new work is begun only where it holds back none that was begun", async () => {
	const pacer = told(2);
	const ends = [await pacer.reserve(undefined), await pacer.reserve(undefined)];
	const begun: string[] = [];
	void Promise.resolve(pacer.reserve(undefined)).then((end) => {
		begun.push("third");
		ends.push(end);
	});
	await wait(0);
	expect(begun).toEqual([]);
	// The reservation of work that is over is free again.
	ends[0]?.();
	await wait(0);
	expect(begun).toEqual(["third"]);
	for (const end of ends.slice(1)) end();
});

test("new work comes after the calls of all that was begun", async () => {
	const pacer = told(0);
	const gone: string[] = [];
	void Promise.resolve(pacer.reserve(undefined)).then((end) => {
		gone.push("new");
		end();
	});
	const begun = pacer.openSlot();
	stand(begun, "begun", gone);
	await wait(10_000);
	expect(gone).toEqual(["begun"]);
	begun.tryAcquire(false);
	begun.complete(answer(24));
	await wait(0);
	expect(gone).toEqual(["begun", "new"]);
});

test("a signal ends the wait of new work, which then reserves nothing", async () => {
	const pacer = told(0);
	const aborter = new AbortController();
	const admitted = pacer.reserve(aborter.signal);
	aborter.abort();
	(await admitted)();
	(await pacer.reserve(AbortSignal.abort()))();
});
