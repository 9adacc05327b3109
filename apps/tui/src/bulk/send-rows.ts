import {
	describe,
	type Instance,
	type Outcome,
	outcomeTraits,
	type Submission,
} from "@signoff/core";
import { type Client, isAbortError } from "@signoff/sdk";
import type { SqliteJournal } from "@signoff/sdk/node";
import { pMapIterable, pMapSkip } from "p-map";
import { delay } from "../outbox/delay.ts";
import type { BulkRow } from "./bulk-row.ts";
import { type BulkRun, settleRow, withoutOption } from "./bulk-run.ts";
import { type PrepareContext, prepareRow } from "./prepare-row.ts";

/** What rows are sent with. */
export type SendRun = BulkRun & {
	client: Client;
	journal: SqliteJournal;
	prepare: PrepareContext;
	/** For each answer, in milliseconds. */
	deadlineMs: number | undefined;
};

/**
 * Puts the rows on record that have no final outcome yet, several at once. Rows that meet the server's limit are sent
 * again when it allows it. Returns early if the signal aborts: requests under way end with the outcome that is known.
 */
export async function sendRows(run: SendRun): Promise<void> {
	const { signal, tally } = run;
	const { now } = run.prepare;
	let passesInVain = 0;
	while (!signal.aborted) {
		const before = tally.done();
		const isLast = passesInVain >= maxPassesInVain;
		const limitedUntil = await sendOnce(run, !isLast);
		if (limitedUntil === null || isLast) return;
		passesInVain = tally.done() === before ? passesInVain + 1 : 0;
		await delay(Math.max(0, limitedUntil - now()), signal);
	}
}

// A server whose limit never ends would keep the run forever.
const maxPassesInVain = 3;

/**
 * Sends each row without an outcome once.
 *
 * @param holdsLimited whether rows that meet the limit stay without an outcome
 * @returns when these may be sent again, in Unix milliseconds; `null` if there are none
 */
async function sendOnce(
	run: SendRun,
	holdsLimited: boolean,
): Promise<number | null> {
	const { client, journal, concurrency, signal, deadlineMs } = run;
	const sent = new Map<Submission, { row: BulkRow; instance?: Instance }>();
	let noToken: Outcome | null = null;
	let limitedUntil: number | null = null;

	async function report(
		row: BulkRow,
		submission: ReturnType<typeof withoutOption>,
		outcome: Outcome,
	): Promise<void> {
		if (outcome.kind === "unauthenticated") noToken ??= outcome;
		if (
			holdsLimited &&
			outcome.kind === "deferred" &&
			outcome.reason === "rate_limited"
		) {
			const at = Date.parse(outcome.retry_at);
			limitedUntil = Math.max(limitedUntil ?? at, at);
			return;
		}
		const { sentence } = describe(outcome);
		const result = { row: row.row, submission, outcome };
		await settleRow(run, result, outcome.kind, sentence);
	}

	async function prepared(row: BulkRow): Promise<Submission | typeof pMapSkip> {
		const { store, tally } = run;
		if (tally.has(row.row)) return pMapSkip;
		const known = store.prepared(row.row);
		const next =
			known === null
				? await prepareRow(row, run.prepare)
				: { kind: "ready" as const, submission: known, instance: undefined };
		if (next.kind === "refused") {
			const { outcome } = next;
			// Nothing of it was sent: it counts as a row that was not begun.
			if (!signal.aborted || outcomeTraits[outcome.kind].final)
				await report(row, withoutOption(row), outcome);
			return pMapSkip;
		}
		const { submission, instance } = next;
		// A submission is the key of its row.
		const own = submission === row.submission ? { ...submission } : submission;
		if (known === null) store.savePrepared(row.row, own);
		sent.set(own, { row, ...(instance && { instance }) });
		return own;
	}

	async function skipWithoutToken(
		row: BulkRow,
	): Promise<Submission | typeof pMapSkip> {
		if (noToken === null || run.tally.has(row.row)) return prepared(row);
		await report(row, withoutOption(row), { ...noToken, attempts: [] });
		return pMapSkip;
	}

	const submissions = pMapIterable(run.rows(), skipWithoutToken, {
		concurrency,
		preserveOrder: false,
	});
	const settled = client.respondAll(submissions, {
		concurrency,
		journal,
		signal,
		deadlineMs,
		instanceOf: (submission) => sent.get(submission)?.instance,
	});
	try {
		for await (const { submission, outcome } of settled) {
			const about = sent.get(submission);
			sent.delete(submission);
			if (about !== undefined) await report(about.row, submission, outcome);
		}
	} catch (error) {
		if (!isAbortError(error)) throw error;
	}
	return limitedUntil;
}
