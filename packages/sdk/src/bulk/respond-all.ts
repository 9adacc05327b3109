import {
	type Outcome,
	outcomes,
	parseSubmission,
	type Submission,
} from "@signoff/core";
import { AbortError, isAbortError } from "../errors/abort-error.ts";
import { respond, told } from "../respond.ts";
import type { Session } from "../session.ts";
import { journalKey } from "./journal.ts";
import { journalled } from "./journalled.ts";
import {
	type BulkOptions,
	type BulkProgress,
	bulkOptions,
	type RespondAllOptions,
} from "./options.ts";
import { type Job, pool } from "./pool.ts";

/** One submission of a list, as it was given, and what it came to. */
export type Settled = { submission: Submission; outcome: Outcome };

/**
 * Puts many responses on record, several at once, and gives out each outcome as it comes.
 *
 * @throws {TypeError} where an option is not what it should be
 */
export function respondAll(
	session: Session,
	submissions: AsyncIterable<Submission> | Iterable<Submission>,
	options: RespondAllOptions = {},
): AsyncGenerator<Settled, void, undefined> {
	return goThrough(session, submissions, bulkOptions(options));
}

async function* goThrough(
	session: Session,
	submissions: AsyncIterable<Submission> | Iterable<Submission>,
	{ concurrency, journal, onProgress, each }: BulkOptions,
): AsyncGenerator<Settled, void, undefined> {
	const { signal } = each;
	const one =
		journal === undefined
			? (submission: Submission) => respond(session, submission, each)
			: journalled(session, journal, each);
	const tell = teller(onProgress);
	let brokenOff: AbortError | null = null;

	async function settled(
		submission: Submission,
		coming: Promise<Outcome>,
	): Promise<Settled> {
		try {
			const outcome = await told(session, submission, coming);
			tell(outcome);
			return { submission, outcome };
		} catch (error) {
			if (!isAbortError(error)) throw error;
			brokenOff = error;
			return { submission, outcome: error.outcome };
		}
	}

	function jobOf(submission: Submission): Job<Settled> {
		const parsed = parseSubmission(submission);
		if (parsed.kind === "invalid") {
			const outcome = outcomes.invalid(parsed.issues);
			return {
				key: null,
				run: () => settled(submission, Promise.resolve(outcome)),
			};
		}
		return {
			key: journalKey(session.base, parsed.value),
			run: async () => {
				// Its time counts from when it is begun, not from when it was pulled.
				const release = await session.pacer.admit(signal);
				return settled(submission, one(parsed.value)).finally(release);
			},
		};
	}

	const end = yield* pool(submissions, { concurrency, jobOf, signal });
	if (brokenOff !== null) throw brokenOff;
	if (end === "stopped" && signal?.aborted === true)
		throw new AbortError(nothingSent(), signal.reason);
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
		const now = { ...progress, kinds: { ...progress.kinds } };
		if (onProgress !== undefined) queueMicrotask(() => onProgress(now));
	};
}
