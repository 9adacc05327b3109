import { expect, test } from "vitest";
import { type Job, type PoolEnd, runPool } from "./worker-pool.ts";

/** Jobs that the test ends. */
function manualJobs(): {
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

/** An input that records how far it was pulled and whether it was closed. */
function recordingInput(names: string[]): {
	input: Generator<string>;
	pulled: string[];
	closed(): boolean;
} {
	const pulled: string[] = [];
	let closed = false;
	function* source(): Generator<string> {
		try {
			for (const name of names) {
				pulled.push(name);
				yield name;
			}
		} finally {
			closed = true;
		}
	}
	return { input: source(), pulled, closed: () => closed };
}

const signal = undefined;

test("yields what ends first, and pulls no further ahead than the concurrency", async () => {
	const { createJob, end } = manualJobs();
	const { input, pulled } = recordingInput(["a", "b", "c", "d"]);
	const results = runPool(input, { concurrency: 2, createJob, signal });
	end("b");
	expect(await results.next()).toEqual({ done: false, value: "b" });
	// One job is running; there is room for another.
	expect(pulled).toEqual(["a", "b", "c"]);
	for (const name of ["a", "c", "d"]) end(name);
	const rest: string[] = [];
	for await (const each of results) rest.push(each);
	expect(rest.sort()).toEqual(["a", "c", "d"]);
});

test("a result that was not taken counts towards the concurrency", async () => {
	const { createJob, end, began } = manualJobs();
	for (const name of ["a", "b", "c", "d", "e"]) end(name);
	const { input, pulled } = recordingInput(["a", "b", "c", "d", "e"]);
	const results = runPool(input, { concurrency: 2, createJob, signal });
	await results.next();
	await new Promise(setImmediate);
	expect(pulled).toEqual(["a", "b", "c"]);
	expect(began).toEqual(["a", "b", "c"]);
});

test("runs the jobs of one key in their order, one after the other", async () => {
	const { createJob, end, began } = manualJobs();
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

test("an error thrown by `onEnd` ends the iteration, after all results", async () => {
	const { createJob, end } = manualJobs();
	const results = runPool(["a"], {
		concurrency: 1,
		createJob,
		signal,
		onEnd: () => {
			throw new Error("It was aborted.");
		},
	});
	end("a");
	expect((await results.next()).value).toBe("a");
	await expect(results.next()).rejects.toThrow("It was aborted.");
});

test("leaving the loop waits for running jobs, and closes the input", async () => {
	const { createJob, end, began } = manualJobs();
	const { input, pulled, closed } = recordingInput(["a", "b", "c"]);
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

test("an input that throws ends the iteration, after the running jobs", async () => {
	const { createJob, end } = manualJobs();
	function* failing(): Generator<string> {
		yield "a";
		throw new Error("The list is damaged.");
	}
	const results = runPool(failing(), { concurrency: 2, createJob, signal });
	end("a");
	expect((await results.next()).value).toBe("a");
	await expect(results.next()).rejects.toThrow("The list is damaged.");
});

test("a job that throws ends the iteration, after the running jobs", async () => {
	const { createJob, end, fail } = manualJobs();
	const { input, pulled } = recordingInput(["a", "b", "c"]);
	const results = runPool(input, { concurrency: 2, createJob, signal });
	const first = results.next();
	await new Promise(setImmediate);
	fail("a", new Error("The disk is full."));
	end("b");
	expect((await first).value).toBe("b");
	await expect(results.next()).rejects.toThrow("The disk is full.");
	expect(pulled).toEqual(["a", "b"]);
});

test("a signal stops the pulling, also while the input is pending", async () => {
	const aborter = new AbortController();
	const { createJob, end } = manualJobs();
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

test("results are yielded while the input is pending", async () => {
	const { createJob, end } = manualJobs();
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
