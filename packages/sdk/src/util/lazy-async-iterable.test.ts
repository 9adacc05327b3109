import { expect, test } from "vitest";
import { lazyAsyncIterable } from "./lazy-async-iterable.ts";

function counted(): {
	load(): Promise<AsyncGenerator<number, void, undefined>>;
	loads: number[];
	closed: boolean[];
} {
	const loads: number[] = [];
	const closed: boolean[] = [];
	async function* give(): AsyncGenerator<number, void, undefined> {
		try {
			yield 1;
			yield 2;
		} finally {
			closed.push(true);
		}
	}
	return {
		load: () => {
			loads.push(loads.length);
			return Promise.resolve(give());
		},
		loads,
		closed,
	};
}

test("loads once, with the first item that is asked for", async () => {
	const { load, loads } = counted();
	const items = lazyAsyncIterable(load);
	expect(loads).toEqual([]);
	const [first, second] = await Promise.all([items.next(), items.next()]);
	expect([first.value, second.value]).toEqual([1, 2]);
	expect(await items.next()).toEqual({ done: true, value: undefined });
	expect(loads).toHaveLength(1);
});

test("ended before the first item, it loads nothing and is over", async () => {
	const { load, loads } = counted();
	const items = lazyAsyncIterable(load);
	expect(await items.return()).toEqual({ done: true, value: undefined });
	expect(await items.next()).toEqual({ done: true, value: undefined });
	expect(loads).toEqual([]);
});

test("who stops taking closes what was loaded", async () => {
	const { load, closed } = counted();
	for await (const item of lazyAsyncIterable(load)) if (item === 1) break;
	expect(closed).toEqual([true]);
});

test("a throw goes where the items come from", async () => {
	const { load, closed } = counted();
	const items = lazyAsyncIterable(load);
	await items.next();
	await expect(items.throw(new Error("no more"))).rejects.toThrow("no more");
	expect(closed).toEqual([true]);
});

test("disposing of it ends it", async () => {
	const { load, closed } = counted();
	{
		await using items = lazyAsyncIterable(load);
		await items.next();
	}
	expect(closed).toEqual([true]);
});

test("what cannot be loaded rejects once, and is over", async () => {
	const items = lazyAsyncIterable(() =>
		Promise.reject(new Error("It is gone.")),
	);
	const [first, second, end] = await Promise.allSettled([
		items.next(),
		items.next(),
		items.return(),
	]);
	expect(first).toMatchObject({ reason: { message: "It is gone." } });
	const over = { value: { done: true, value: undefined } };
	expect([second, end]).toMatchObject([over, over]);
});
