import type { Scope } from "@signoff/core/contract";
import { outcomes } from "@signoff/core/outcome";
import type { ClientContext } from "../context/client-context.ts";
import { AbortError } from "../errors/abort-error.ts";
import { isSignoffError } from "../errors/signoff-error.ts";
import { checkArgument } from "../options/check-argument.ts";
import { isObject } from "../options/rules.ts";
import { createTaskQueue } from "../util/task-queue.ts";
import { delay } from "../util/timers.ts";
import { type PoolEnd, runPool } from "../util/worker-pool.ts";
import { createFailureRule } from "./inbox-failures.ts";
import { indexKnown } from "./inbox-known.ts";
import { observeLimit } from "./inbox-limit.ts";
import { createListEnds } from "./inbox-list-ends.ts";
import {
	checkInboxOptions,
	type InboxOptions,
	type UnreadablePart,
} from "./inbox-options.ts";
import { createProgressReporter } from "./inbox-progress.ts";
import { createListSource } from "./inbox-sources.ts";
import { addScopes, createTaskRunner, type InboxTask } from "./inbox-tasks.ts";
import { parseScope } from "./parse-scope.ts";
import type { WaitingStep } from "./waiting-step.ts";

/** The most requests at the same time, unless an option says otherwise. */
const defaultConcurrency = 6;

/**
 * Reads the active instances of every tool, since the API has no single list of waiting steps (contract §2), and yields
 * each step that waits for the owner of the token as soon as it is found.
 *
 * @throws {SignoffError} if a scope is not valid, or a read fails in a way that ends the run
 * @throws {AbortError} if the signal aborts
 * @throws {TypeError} if an option is unknown or invalid
 */
export async function* inbox(
	client: ClientContext,
	scopes: Scope | Iterable<Scope>,
	options: InboxOptions = {},
): AsyncGenerator<WaitingStep, void, undefined> {
	checkArgument("scopes", scopes, [
		"a scope, or an iterable of scopes",
		isObject,
	]);
	checkInboxOptions(options);
	const {
		concurrency = defaultConcurrency,
		known = [],
		cursor,
		projects,
		onProgress,
		signal,
		...policy
	} = options;
	const stopped = new AbortController();
	const readSignal = eitherSignal(stopped.signal, signal);
	const readOptions = { ...policy, signal: readSignal };
	const limit = observeLimit(client.rateLimiter, () => progress.report());
	const done = new Set(cursor?.done);
	const progress = createProgressReporter(
		onProgress,
		() => ({
			requests: limit.requests(),
			quota: limit.quota(),
			waiting_until: limit.waitingUntil(),
		}),
		done,
	);
	const awaitLimit = (until: number): Promise<void> => {
		limit.hold(until);
		return delay(until - Date.now(), readSignal).elapsed;
	};
	const { rateLimiter } = limit;
	const reader: ClientContext = { ...client, rateLimiter, awaitLimit };
	const listEnds = createListEnds(progress);
	const queue = createTaskQueue<InboxTask>(listEnds.added);
	addScopes(parseScopes(scopes), queue);
	const failures = createFailureRule();
	const execute = createTaskRunner({
		client: reader,
		readOptions,
		queue,
		progress,
		known: indexKnown(known),
		listsOf: createListSource(reader, readOptions, projects ?? null),
		isDone: (key) => done.has(key),
	});

	async function run(task: InboxTask): Promise<Found> {
		try {
			for (let until = limit.reservedUntil(); until !== null; ) {
				await awaitLimit(until);
				until = readSignal.aborted ? null : limit.reservedUntil();
			}
			const steps = await execute(task);
			failures.succeeded(task);
			return { steps, task, mayBeRetried: false };
		} catch (error) {
			if (!isSignoffError(error) || failures.endsRun(task, error)) throw error;
			const { outcome, message } = error;
			const unreadable = { ...partOf(task), outcome, message };
			progress.ended(task.kind, { unreadable });
			return { steps: [], task, mayBeRetried: outcome.kind === "deferred" };
		} finally {
			queue.finish();
		}
	}

	function onEnd(end: PoolEnd): void {
		if (end === "stopped" && signal?.aborted === true)
			throw new AbortError(
				outcomes.deferred("unreachable", Date.now()),
				signal.reason,
			);
		failures.throwIfNothingRead();
	}

	const createJob = (task: InboxTask) => ({ key: null, run: () => run(task) });
	const found = runPool(queue.tasks(), {
		concurrency,
		createJob,
		signal,
		onEnd,
	});
	for await (const { steps, task, mayBeRetried } of found) {
		let taken = false;
		try {
			yield* steps;
			taken = true;
		} finally {
			// If the consumer stops early, the pool waits for its running reads: aborted, they end now.
			if (!taken) stopped.abort();
		}
		listEnds.ended(task, mayBeRetried);
	}
}

/** The steps that a task has found. */
type Found = {
	steps: WaitingStep[];
	task: InboxTask;
	/** Whether it failed in a way that may pass. */
	mayBeRetried: boolean;
};

function parseScopes(scopes: Scope | Iterable<Scope>): Scope[] {
	const list = Symbol.iterator in scopes ? [...scopes] : [scopes];
	return list.map((scope) => parseScope("Reading the inbox", scope));
}

function eitherSignal(
	first: AbortSignal,
	second: AbortSignal | undefined,
): AbortSignal {
	return second === undefined ? first : AbortSignal.any([first, second]);
}

function partOf(
	task: InboxTask,
): Pick<UnreadablePart, "scope" | "tool" | "instance_id"> {
	if (task.kind === "person" || task.kind === "scope")
		return { scope: task.scope, tool: null, instance_id: null };
	const { scope, tool } = task.list;
	const instance_id = task.kind === "instance" ? task.id : null;
	return { scope, tool, instance_id };
}
