import { isComing } from "../util/is-promise-like.ts";

/** One piece of work. Those of one key are done one after the other, in their order; `null`: in no order. */
export type Job<R> = { key: string | null; run(): Promise<R> };

/** What a pool does with its input. */
export type Work<T, R> = {
	/** How many are under way or waiting to be taken, at most. */
	concurrency: number;
	jobOf(input: T): Job<R>;
	/** Ends the pulling of input; what is under way goes on. */
	signal: AbortSignal | undefined;
	/** Asked once all that came has been given out, where neither input nor work threw. What it throws ends it so. */
	atEnd?(end: End): void;
};

/** `exhausted`: there was no more input; `stopped`: there may have been. */
export type End = "exhausted" | "stopped";

/**
 * Works on what an input gives, several at once, and gives out what comes of each as it comes. Pulls no further ahead
 * than its concurrency. Where the input or a piece of work throws, what is under way is given out first. Who stops
 * taking waits for what is under way.
 */
export async function* pool<T, R>(
	input: AsyncIterable<T> | Iterable<T>,
	{ concurrency, jobOf, signal, atEnd }: Work<T, R>,
): AsyncGenerator<R, void, undefined> {
	const source = iteratorOf(input);
	const turns = createTurns();
	const ready: { result: R }[] = [];
	const failures: { error: unknown }[] = [];
	const alarm = createAlarm();
	let underWay = 0;
	let pulling = false;
	let end: End | null = null;

	const stopped = (): boolean =>
		end !== null || failures.length > 0 || signal?.aborted === true;

	async function work(job: Job<R>): Promise<void> {
		try {
			ready.push({ result: await job.run() });
		} catch (error) {
			failures.push({ error });
		}
		underWay--;
		turns.over(job.key);
		alarm.ring();
	}

	const hasRoom = (): boolean =>
		!stopped() && underWay + ready.length < concurrency;

	async function pull(): Promise<void> {
		pulling = true;
		try {
			while (hasRoom()) {
				const coming = source.next();
				// A list has its items at hand: they cost no turn.
				const next = isComing(coming) ? await coming : coming;
				if (next.done === true) end ??= "exhausted";
				else if (!stopped()) {
					const job = jobOf(next.value);
					underWay++;
					turns.take(job.key, () => void work(job));
				}
			}
		} catch (error) {
			failures.push({ error });
		}
		pulling = false;
		alarm.ring();
	}

	signal?.addEventListener("abort", alarm.ring);
	try {
		for (;;) {
			const each = ready.shift();
			if (!pulling && hasRoom()) void pull();
			if (each !== undefined) yield each.result;
			else if (underWay === 0 && stopped()) break;
			else await alarm.rung();
		}
		for (const { error } of failures) throw error;
		atEnd?.(end ?? "stopped");
	} finally {
		end ??= "stopped";
		while (underWay > 0) await alarm.rung();
		signal?.removeEventListener("abort", alarm.ring);
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

/** An input that is still at work on its next item hears of the end, and is not waited for. */
async function close<T>(
	source: AsyncIterator<T> | Iterator<T>,
	pulling: boolean,
): Promise<void> {
	const closed = Promise.resolve(source.return?.());
	if (!pulling) await closed;
	else closed.catch(() => {});
}

/** Begins work of one key when the work of that key before it is over. Forgets keys that have none. */
function createTurns(): {
	take(key: string | null, begin: () => void): void;
	over(key: string | null): void;
} {
	const waiting = new Map<string, (() => void)[]>();
	return {
		take: (key, begin) => {
			const line = key === null ? undefined : waiting.get(key);
			if (line !== undefined) {
				line.push(begin);
				return;
			}
			if (key !== null) waiting.set(key, []);
			begin();
		},
		over: (key) => {
			if (key === null) return;
			const next = waiting.get(key)?.shift();
			if (next === undefined) waiting.delete(key);
			else next();
		},
	};
}

/** Wakes who waits for it when it rings. */
function createAlarm(): { ring(): void; rung(): Promise<void> } {
	let next: PromiseWithResolvers<void> | null = null;
	return {
		ring: () => {
			next?.resolve();
			next = null;
		},
		rung: () => {
			next ??= Promise.withResolvers();
			return next.promise;
		},
	};
}
