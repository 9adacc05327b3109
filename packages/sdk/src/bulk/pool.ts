/** One piece of work. Those of one key are done one after the other, in their order; `null`: in no order. */
export type Job<R> = { key: string | null; run(): Promise<R> };

/** What a pool does with its input. */
export type Work<T, R> = {
	/** How many are under way or waiting to be taken, at most. */
	concurrency: number;
	jobOf(input: T): Job<R>;
	/** Ends the pulling of input; what is under way goes on. */
	signal: AbortSignal | undefined;
};

/**
 * Works on what an input gives, several at once, and gives out what comes of each as it comes. Pulls no further ahead
 * than its concurrency. Where the input or a piece of work throws, what is under way is given out first. Who stops
 * taking waits for what is under way.
 */
export async function* pool<T, R>(
	input: AsyncIterable<T> | Iterable<T>,
	{ concurrency, jobOf, signal }: Work<T, R>,
): AsyncGenerator<R, "exhausted" | "stopped", undefined> {
	const source = iteratorOf(input);
	const inOrder = queues();
	const ready: { result: R }[] = [];
	const failures: { error: unknown }[] = [];
	const alarm = createAlarm();
	let underWay = 0;
	let pulling = false;
	let end: "exhausted" | "stopped" | null = null;

	const stopped = (): boolean =>
		end !== null || failures.length > 0 || signal?.aborted === true;

	async function work(job: Job<R>): Promise<void> {
		try {
			ready.push({ result: await job.run() });
		} catch (error) {
			failures.push({ error });
		}
		underWay--;
		alarm.ring();
	}

	const hasRoom = (): boolean =>
		!stopped() && underWay + ready.length < concurrency;

	async function pull(): Promise<void> {
		pulling = true;
		try {
			while (hasRoom()) {
				const next = await source.next();
				if (next.done === true) end ??= "exhausted";
				else if (!stopped()) {
					const job = jobOf(next.value);
					underWay++;
					inOrder(job.key, () => work(job));
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
		return end ?? "stopped";
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
function queues(): (key: string | null, work: () => Promise<void>) => void {
	const tails = new Map<string, Promise<void>>();
	return (key, work) => {
		const before = key === null ? undefined : tails.get(key);
		const done = before === undefined ? work() : before.then(work);
		if (key === null) return;
		tails.set(key, done);
		void done.then(() => {
			if (tails.get(key) === done) tails.delete(key);
		});
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
