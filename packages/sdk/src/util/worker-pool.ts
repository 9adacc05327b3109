import { createCondition } from "./condition.ts";
import { isPromiseLike } from "./is-promise-like.ts";
import { createKeyedQueue } from "./keyed-queue.ts";

/** One piece of work. Jobs of one key run one after the other, in their order; `null`: in any order. */
export type Job<R> = { key: string | null; run(): Promise<R> };

/** What a pool does with its input. */
export type PoolOptions<T, R> = {
	/** The most jobs that are running, or whose result was not taken yet. */
	concurrency: number;
	createJob(input: T): Job<R>;
	/** Ends the pulling of input; running jobs continue. */
	signal: AbortSignal | undefined;
	/** Called after the last result, unless the input or a job threw. An error that it throws ends the iteration. */
	onEnd?(end: PoolEnd): void;
};

/** `exhausted`: the input has ended; `stopped`: it may have more. */
export type PoolEnd = "exhausted" | "stopped";

/**
 * Runs a job for each item of the input, several at once, and yields each result as soon as it is known. Pulls no
 * further ahead than its concurrency. If the input or a job throws, the results of running jobs are yielded first.
 * A consumer that stops early waits for the running jobs.
 */
export async function* runPool<T, R>(
	input: AsyncIterable<T> | Iterable<T>,
	{ concurrency, createJob, signal, onEnd }: PoolOptions<T, R>,
): AsyncGenerator<R, void, undefined> {
	const source = iteratorOf(input);
	const queue = createKeyedQueue();
	const ready: { result: R }[] = [];
	const failures: { error: unknown }[] = [];
	const changed = createCondition();
	let running = 0;
	let pulling = false;
	let end: PoolEnd | null = null;

	const isStopped = (): boolean =>
		end !== null || failures.length > 0 || signal?.aborted === true;

	async function run(job: Job<R>): Promise<void> {
		try {
			ready.push({ result: await job.run() });
		} catch (error) {
			failures.push({ error });
		}
		running--;
		queue.finish(job.key);
		changed.notify();
	}

	const hasRoom = (): boolean =>
		!isStopped() && running + ready.length < concurrency;

	async function pull(): Promise<void> {
		pulling = true;
		try {
			while (hasRoom()) {
				const pending = source.next();
				// A synchronous input costs no microtask.
				const next = isPromiseLike(pending) ? await pending : pending;
				if (next.done === true) end ??= "exhausted";
				else if (!isStopped()) {
					const job = createJob(next.value);
					running++;
					queue.start(job.key, () => void run(job));
				}
			}
		} catch (error) {
			failures.push({ error });
		}
		pulling = false;
		changed.notify();
	}

	signal?.addEventListener("abort", changed.notify);
	try {
		for (;;) {
			const next = ready.shift();
			if (!pulling && hasRoom()) void pull();
			if (next !== undefined) yield next.result;
			else if (running === 0 && isStopped()) break;
			else await changed.wait();
		}
		for (const { error } of failures) throw error;
		onEnd?.(end ?? "stopped");
	} finally {
		end ??= "stopped";
		while (running > 0) await changed.wait();
		signal?.removeEventListener("abort", changed.notify);
		await close(source, pulling);
	}
}

function iteratorOf<T>(
	input: AsyncIterable<T> | Iterable<T>,
): AsyncIterator<T> | Iterator<T> {
	return Symbol.asyncIterator in input
		? input[Symbol.asyncIterator]()
		: input[Symbol.iterator]();
}

/** Closes the input. Does not wait for it if its next item is still pending, since that may take forever. */
async function close<T>(
	source: AsyncIterator<T> | Iterator<T>,
	pulling: boolean,
): Promise<void> {
	const closed = Promise.resolve(source.return?.());
	if (!pulling) await closed;
	else closed.catch(() => {});
}
