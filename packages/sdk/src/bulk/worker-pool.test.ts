import { expect, test } from "vitest";
import { type Job, type PoolEnd, runPool } from "./worker-pool.ts";

/** Work that ends when it is told to. */
function byHand(): {
	began: string[];
	createJob(name: string): Job<string>;
	end(name: string): void;
	fail(name: string, reason: Error): void;
} {
	const began: string[] = [];
	const ends = new Map<string, PromiseWithResolvers<string>>();
	const endOf = (name: string): PromiseWithResolvers<string> => {
		const end = ends.get(name) ?? Promise.withResolvers<string>();
		ends.set(name, end);
		return end;
	};
	return {
		began,
		// "a1" and "a2" are of one key.
		createJob: (name) => ({
			key: name[0] ?? null,
			run: () => {
				began.push(name);
				return endOf(name).promise;
			},
		}),
		end: (name) => endOf(name).resolve(name),
		fail: (name, reason) => endOf(name).reject(reason),
	};
}

/** An input that notes how far it was pulled and whether it was closed. */
function noting(names: string[]): {
	input: Generator<string>;
	pulled: string[];
	closed(): boolean;
} {
	const pulled: string[] = [];
	let closed = false;
	function* give(): Generator<string> {
		try {
			for (const name of names) {
				pulled.push(name);
				yield name;
			}
		} finally {
			closed = true;
		}
	}
	return { input: give(), pulled, closed: () => closed };
}

const signal = undefined;

test("gives out what ends first, and pulls no further ahead than allowed", async () => {
	const { createJob, end } = byHand();
	const { input, pulled } = noting(["a", "b", "c", "d"]);
	const results = runPool(input, { concurrency: 2, createJob, signal });
	end("b");
	expect(await results.next()).toEqual({ done: false, value: "b" });
	// One is under way, one place is free again.
	expect(pulled).toEqual(["a", "b", "c"]);
	for (const name of ["a", "c", "d"]) end(name);
	const rest: string[] = [];
	for await (const each of results) rest.push(each);
	expect(rest.sort()).toEqual(["a", "c", "d"]);
});

test("what has come and was not taken counts as ahead", async () => {
	const { createJob, end, began } = byHand();
	for (const name of ["a", "b", "c", "d", "e"]) end(name);
	const { input, pulled } = noting(["a", "b", "c", "d", "e"]);
	const results = runPool(input, { concurrency: 2, createJob, signal });
	await results.next();
	await new Promise(setImmediate);
	expect(pulled).toEqual(["a", "b", "c"]);
	expect(began).toEqual(["a", "b", "c"]);
});

test("works on those of one key in their order, one after the other", async () => {
	const { createJob, end, began } = byHand();
	const ends: PoolEnd[] = [];
	const results = runPool(["a1", "a2", "b1", "a3"], {
		concurrency: 4,
		createJob,
		signal,
		onEnd: (end) => ends.push(end),
	});
	end("b1");
	expect((await results.next()).value).toBe("b1");
	expect(began).toEqual(["a1", "b1"]);
	end("a2");
	end("a1");
	expect((await results.next()).value).toBe("a1");
	expect((await results.next()).value).toBe("a2");
	expect(began).toEqual(["a1", "b1", "a2", "a3"]);
	end("a3");
	expect((await results.next()).value).toBe("a3");
	expect(ends).toEqual([]);
	expect(await results.next()).toEqual({ done: true, value: undefined });
	expect(ends).toEqual(["exhausted"]);
});

test("what is thrown at the end ends it, after all that came", async () => {
	const { createJob, end } = byHand();
	const results = runPool(["a"], {
		concurrency: 1,
		createJob,
		signal,
		onEnd: () => {
			throw new Error("It was broken off.");
		},
	});
	end("a");
	expect((await results.next()).value).toBe("a");
	await expect(results.next()).rejects.toThrow("It was broken off.");
});

test("who stops taking waits for what is under way, and closes the input", async () => {
	const { createJob, end, began } = byHand();
	const { input, pulled, closed } = noting(["a", "b", "c"]);
	const results = runPool(input, { concurrency: 2, createJob, signal });
	end("a");
	await results.next();
	let ended = false;
	const ending = results.return().then(() => {
		ended = true;
	});
	await new Promise(setImmediate);
	expect(ended).toBe(false);
	for (const name of began) end(name);
	await ending;
	expect(pulled).toEqual(["a", "b", "c"]);
	expect(closed()).toBe(true);
});

test("an input that throws ends it, after what was under way", async () => {
	const { createJob, end } = byHand();
	function* failing(): Generator<string> {
		yield "a";
		throw new Error("The list is torn.");
	}
	const results = runPool(failing(), { concurrency: 2, createJob, signal });
	end("a");
	expect((await results.next()).value).toBe("a");
	await expect(results.next()).rejects.toThrow("The list is torn.");
});

test("work that throws ends it, after what was under way", async () => {
	const { createJob, end, fail } = byHand();
	const { input, pulled } = noting(["a", "b", "c"]);
	const results = runPool(input, { concurrency: 2, createJob, signal });
	const first = results.next();
	await new Promise(setImmediate);
	fail("a", new Error("The disk is full."));
	end("b");
	expect((await first).value).toBe("b");
	await expect(results.next()).rejects.toThrow("The disk is full.");
	expect(pulled).toEqual(["a", "b"]);
});

test("a signal stops the pulling, also of an input that keeps silent", async () => {
	const aborter = new AbortController();
	const { createJob, end } = byHand();
	async function* silent(): AsyncGenerator<string> {
		yield "a";
		await new Promise(() => {});
	}
	const ends: PoolEnd[] = [];
	const results = runPool(silent(), {
		concurrency: 2,
		createJob,
		signal: aborter.signal,
		onEnd: (end) => ends.push(end),
	});
	end("a");
	expect((await results.next()).value).toBe("a");
	const next = results.next();
	aborter.abort();
	expect(await next).toEqual({ done: true, value: undefined });
	expect(ends).toEqual(["stopped"]);
});

test("outcomes come while the input keeps silent", async () => {
	const { createJob, end } = byHand();
	const gate = Promise.withResolvers<void>();
	async function* slow(): AsyncGenerator<string> {
		yield "a";
		await gate.promise;
		yield "b";
	}
	const results = runPool(slow(), { concurrency: 2, createJob, signal });
	end("a");
	end("b");
	expect((await results.next()).value).toBe("a");
	gate.resolve();
	expect((await results.next()).value).toBe("b");
});
