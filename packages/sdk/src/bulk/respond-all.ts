import type { Instance, Submission } from "@signoff/core/contract";
import { type Outcome, outcomes } from "@signoff/core/outcome";
import type { ClientContext } from "../context/client-context.ts";
import { AbortError, isAbortError } from "../errors/abort-error.ts";
import { checkArgument } from "../options/check-argument.ts";
import { isObject } from "../options/rules.ts";
import { durableRespond } from "../settlement/durable-respond.ts";
import { reportOutcome, settleValidated } from "../settlement/respond.ts";
import { knownInstance } from "../settlement/respond-options.ts";
import { validateSubmission } from "../settlement/validate-submission.ts";
import { isPromiseLike } from "../util/is-promise-like.ts";
import { type Job, type PoolEnd, runPool } from "../util/worker-pool.ts";
import {
	type BulkProgress,
	parseBulkOptions,
	type RespondAllOptions,
} from "./options.ts";

/** One submission of a list, as it was given, and its outcome. */
export type RespondAllResult = { submission: Submission; outcome: Outcome };

/**
 * Settles many submissions, several at once, and yields each outcome as soon as it is known.
 *
 * @throws {TypeError} if the submissions are not iterable
 */
export function respondAll(
	context: ClientContext,
	submissions: AsyncIterable<Submission> | Iterable<Submission>,
	options: RespondAllOptions = {},
): AsyncGenerator<RespondAllResult, void, undefined> {
	checkArgument("submissions", submissions, ["an iterable", isIterable]);
	const { concurrency, journal, instanceOf, onProgress, respondOptions } =
		parseBulkOptions(options);
	const { signal } = respondOptions;
	const settleOne =
		journal === undefined
			? (submission: Submission, instance: Instance | null) =>
					settleValidated(context, submission, respondOptions, instance)
			: durableRespond(context, journal, respondOptions);
	const reportProgress = progressReporter(onProgress);
	let abortError: AbortError | null = null;

	async function toResult(
		submission: Submission,
		pending: Promise<Outcome>,
		release: () => void,
	): Promise<RespondAllResult> {
		try {
			const outcome = await reportOutcome(context, submission, pending);
			reportProgress(outcome);
			return { submission, outcome };
		} catch (error) {
			if (!isAbortError(error)) throw error;
			abortError = error;
			return { submission, outcome: error.outcome };
		} finally {
			release();
		}
	}

	/** @throws {TypeError} if it is not an instance */
	function known(submission: Submission): Instance | null {
		return knownInstance({ instance: instanceOf(submission) });
	}

	function createJob(submission: Submission): Job<RespondAllResult> {
		const parsed = validateSubmission(submission);
		if (parsed.kind === "invalid") {
			const outcome = outcomes.invalid(parsed.issues);
			return {
				key: null,
				run: () => toResult(submission, Promise.resolve(outcome), () => {}),
			};
		}
		const { value } = parsed;
		const begin = (release: () => void): Promise<RespondAllResult> =>
			toResult(submission, settleOne(value, known(submission)), release);
		return {
			key: stepKey(value),
			run: () => {
				// Waits before it begins: the deadline counts from the beginning.
				const release = context.rateLimiter.reserve(signal);
				return isPromiseLike(release) ? release.then(begin) : begin(release);
			},
		};
	}

	function onEnd(end: PoolEnd): void {
		if (abortError !== null) throw abortError;
		if (end === "stopped" && signal?.aborted === true)
			throw new AbortError(neverStarted(), signal.reason);
	}

	return runPool(submissions, { concurrency, createJob, signal, onEnd });
}

function isIterable(value: unknown): boolean {
	return (
		isObject(value) &&
		(Symbol.iterator in value || Symbol.asyncIterator in value)
	);
}

/** Identifies the step of a submission. If the keys of two steps were equal, one would only wait for the other. */
function stepKey({ company_id, project_id, id, response }: Submission): string {
	return `${company_id}/${project_id}/${id}/${response.current_step_occurrence_id}`;
}

/** The outcome of a submission that was not started. */
function neverStarted(): Outcome {
	return outcomes.deferred("unreachable", Date.now());
}

/** Calls `onProgress` in a microtask: an error that it throws cannot end the run. */
function progressReporter(
	onProgress: ((progress: BulkProgress) => void) | undefined,
): (outcome: Outcome) => void {
	const progress: BulkProgress = { settled: 0, kinds: {} };
	return ({ kind }) => {
		progress.settled++;
		progress.kinds[kind] = (progress.kinds[kind] ?? 0) + 1;
		if (onProgress === undefined) return;
		const snapshot = { ...progress, kinds: { ...progress.kinds } };
		queueMicrotask(() => onProgress(snapshot));
	};
}
