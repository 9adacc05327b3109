import { expect, test } from "vitest";
import { lazyAsyncIterable } from "./lazy-async-iterable.ts";

function counted(): {
	load(): Promise<AsyncGenerator<number, void, undefined>>;
	loads: number[];
	closed: boolean[];
} {
	const loads: number[] = [];
	const closed: boolean[] = [];
	async function* source(): AsyncGenerator<number, void, undefined> {
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
			return Promise.resolve(source());
		},
		loads,
		closed,
	};
}

test("loads once, with the first item", async () => {
	const { load, loads } = counted();
	const items = lazyAsyncIterable(load);
	expect(loads).toEqual([]);
	const [first, second] = await Promise.all([items.next(), items.next()]);
	expect([first.value, second.value]).toEqual([1, 2]);
	expect(await items.next()).toEqual({ done: true, value: undefined });
	expect(loads).toHaveLength(1);
});

test("if it is ended before the first item, it loads nothing and is done", async () => {
	const { load, loads } = counted();
	const items = lazyAsyncIterable(load);
	expect(await items.return()).toEqual({ done: true, value: undefined });
	expect(await items.next()).toEqual({ done: true, value: undefined });
	expect(loads).toEqual([]);
});

test("leaving the loop closes the loaded source", async () => {
	const { load, closed } = counted();
	for await (const item of lazyAsyncIterable(load)) if (item === 1) break;
	expect(closed).toEqual([true]);
});

test("a throw is forwarded to the source", async () => {
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

test("a failure to load rejects once, then the iterable is done", async () => {
	const items = lazyAsyncIterable(() =>
		Promise.reject(new Error("The module is missing.")),
	);
	const [first, second, end] = await Promise.allSettled([
		items.next(),
		items.next(),
		items.return(),
	]);
	expect(first).toMatchObject({
		reason: { message: "The module is missing." },
	});
	const done = { value: { done: true, value: undefined } };
	expect([second, end]).toMatchObject([done, done]);
});
