import { parseSubmission, type Submission } from "@signoff/core/contract";
import { type Outcome, outcomes } from "@signoff/core/outcome";
import type { ClientContext } from "../context/client-context.ts";
import { AbortError, isAbortError } from "../errors/abort-error.ts";
import { journalled } from "../settlement/durable-respond.ts";
import { answer, told } from "../settlement/respond.ts";
import { isComing } from "../util/is-promise-like.ts";
import type { BulkOptions, BulkProgress } from "./options.ts";
import { type End, type Job, pool } from "./worker-pool.ts";

/** One submission of a list, as it was given, and what it came to. */
export type RespondAllResult = { submission: Submission; outcome: Outcome };

/** Puts many responses on record, several at once, and gives out each outcome as it comes. */
export function respondAll(
	session: ClientContext,
	submissions: AsyncIterable<Submission> | Iterable<Submission>,
	{ concurrency, journal, onProgress, each }: BulkOptions,
): AsyncGenerator<RespondAllResult, void, undefined> {
	const { signal } = each;
	const one =
		journal === undefined
			? (submission: Submission) => answer(session, submission, each)
			: journalled(session, journal, each);
	const tell = teller(onProgress);
	let brokenOff: AbortError | null = null;

	async function settled(
		submission: Submission,
		coming: Promise<Outcome>,
		release: () => void,
	): Promise<RespondAllResult> {
		try {
			const outcome = await told(session, submission, coming);
			tell(outcome);
			return { submission, outcome };
		} catch (error) {
			if (!isAbortError(error)) throw error;
			brokenOff = error;
			return { submission, outcome: error.outcome };
		} finally {
			release();
		}
	}

	function jobOf(submission: Submission): Job<RespondAllResult> {
		const parsed = parseSubmission(submission);
		if (parsed.kind === "invalid") {
			const outcome = outcomes.invalid(parsed.issues);
			return {
				key: null,
				run: () => settled(submission, Promise.resolve(outcome), () => {}),
			};
		}
		const { value } = parsed;
		const begin = (release: () => void): Promise<RespondAllResult> =>
			settled(submission, one(value), release);
		return {
			key: stepOf(value),
			run: () => {
				// Its time counts from when it is begun, not from when it was pulled.
				const place = session.rateLimiter.admit(signal);
				return isComing(place) ? place.then(begin) : begin(place);
			},
		};
	}

	function atEnd(end: End): void {
		if (brokenOff !== null) throw brokenOff;
		if (end === "stopped" && signal?.aborted === true)
			throw new AbortError(nothingSent(), signal.reason);
	}

	return pool(submissions, { concurrency, jobOf, signal, atEnd });
}

/** Tells the steps of a list apart. Two that read the same would wait for each other, and no more. */
function stepOf({ company_id, project_id, id, response }: Submission): string {
	return `${company_id}/${project_id}/${id}/${response.current_step_occurrence_id}`;
}

/** What is known of a submission that was never begun. */
function nothingSent(): Outcome {
	return outcomes.deferred("unreachable", Date.now());
}

/** Tells in a task of its own: what a caller's function throws cannot end the run. */
function teller(
	onProgress: ((progress: BulkProgress) => void) | undefined,
): (outcome: Outcome) => void {
	const progress: BulkProgress = { settled: 0, kinds: {} };
	return ({ kind }) => {
		progress.settled++;
		progress.kinds[kind] = (progress.kinds[kind] ?? 0) + 1;
		if (onProgress === undefined) return;
		const now = { ...progress, kinds: { ...progress.kinds } };
		queueMicrotask(() => onProgress(now));
	};
}
