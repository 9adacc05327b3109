import type { RequestEvent } from "@signoff/core";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
	createRateLimiter,
	type Place,
	type RateLimiter,
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
	const place = pacer.enter();
	place.take(false);
	place.over(answer(remaining));
	place.leave();
	return pacer;
}

/** Writes a name down once its turn has come. */
function stand(place: Place, name: string, gone: string[]): void {
	void place.turn().then(() => gone.push(name));
}

const wait = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

test("a call goes at once where nothing is against it", () => {
	const place = createRateLimiter().enter();
	expect(place.take(false)).toBe(true);
	place.over(answer(24));
	expect(place.take(false)).toBe(true);
	place.over(answer(23));
});

test("calls that are too many wait for the reset, and go first come, first served", async () => {
	const pacer = told(0);
	const [first, second] = [pacer.enter(), pacer.enter()];
	const gone: string[] = [];
	expect(second.take(false)).toBe(false);
	stand(second, "second", gone);
	expect(first.take(false)).toBe(false);
	stand(first, "first", gone);
	expect(first.opensAt()).toBe(Date.now() + 10_000);
	await wait(9_999);
	expect(gone).toEqual([]);
	await wait(1);
	expect(gone).toEqual(["first"]);
	expect(first.take(false)).toBe(true);
	first.over(answer(24));
	await wait(0);
	expect(gone).toEqual(["first", "second"]);
	expect(second.take(false)).toBe(true);
	second.over(answer(23));
});

test("nobody passes those who wait, but for older work and what is urgent", async () => {
	const pacer = told(0);
	const [old, waiting, young] = [pacer.enter(), pacer.enter(), pacer.enter()];
	const gone: string[] = [];
	stand(waiting, "waiting", gone);
	expect(young.take(true)).toBe(true);
	young.over(answer(0));
	stand(young, "young", gone);
	stand(old, "old", gone);
	await wait(10_000);
	expect(gone).toEqual(["old"]);
	expect(old.take(false)).toBe(true);
	old.over(answer(24));
	await wait(0);
	expect(gone).toEqual(["old", "waiting", "young"]);
	waiting.leave();
	young.leave();
});

test("who leaves the line is passed over, and what was let go and not made is given back", async () => {
	const pacer = told(0);
	const [gives, takes, leaves] = [pacer.enter(), pacer.enter(), pacer.enter()];
	const gone: string[] = [];
	stand(leaves, "leaves", gone);
	stand(gives, "gives", gone);
	stand(takes, "takes", gone);
	leaves.leave();
	await wait(10_000);
	expect(gone).toEqual(["gives"]);
	gives.leave();
	await wait(0);
	expect(gone).toEqual(["gives", "takes"]);
	takes.leave();
});

test("a lone call that is long in coming is waited for a second", async () => {
	const pacer = createRateLimiter();
	const [slow, next] = [pacer.enter(), pacer.enter()];
	const gone: string[] = [];
	expect(slow.take(false)).toBe(true);
	expect(next.take(false)).toBe(false);
	stand(next, "next", gone);
	await wait(999);
	expect(gone).toEqual([]);
	await wait(1);
	expect(gone).toEqual(["next"]);
	next.leave();
	slow.leave();
});

test("new work is begun only where it holds back none that was begun", async () => {
	const pacer = told(2);
	const ends = [await pacer.admit(undefined), await pacer.admit(undefined)];
	const begun: string[] = [];
	void Promise.resolve(pacer.admit(undefined)).then((end) => {
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
	void Promise.resolve(pacer.admit(undefined)).then((end) => {
		gone.push("new");
		end();
	});
	const begun = pacer.enter();
	stand(begun, "begun", gone);
	await wait(10_000);
	expect(gone).toEqual(["begun"]);
	begun.take(false);
	begun.over(answer(24));
	await wait(0);
	expect(gone).toEqual(["begun", "new"]);
});

test("a signal ends the wait of new work, which then reserves nothing", async () => {
	const pacer = told(0);
	const aborter = new AbortController();
	const admitted = pacer.admit(aborter.signal);
	aborter.abort();
	(await admitted)();
	(await pacer.admit(AbortSignal.abort()))();
});
