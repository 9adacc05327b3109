import { createHash } from "node:crypto";
import { join } from "node:path";
import {
	type Issue,
	type Me,
	type Outcome,
	outcomeKinds,
	outcomeTraits,
} from "@signoff/core";
import { type Client, safe } from "@signoff/sdk";
import { sqliteJournal } from "@signoff/sdk/node";
import { type Guardrails, guardrailRefusal } from "../model/guardrails.ts";
import { createStateDirectory } from "../outbox/state-directory.ts";
import type { BulkRow, ParsedRow, RowDefaults } from "./bulk-row.ts";
import type { BulkRun, RowResult } from "./bulk-run.ts";
import { checkRows } from "./check-rows.ts";
import { markFinished, markUnfinished, removeOldRuns } from "./old-runs.ts";
import { previewRows } from "./preview-rows.ts";
import { readRows } from "./read-rows.ts";
import { type FailedRow, openRowStore } from "./row-store.ts";
import { sendRows } from "./send-rows.ts";
import { createSpool, type Spool } from "./spool.ts";
import { type BulkSummary, createTally } from "./tally.ts";
import { createUploader } from "./upload-once.ts";

/** How a file is answered. Durations in milliseconds. */
export type BulkOptions = {
	input: AsyncIterable<Uint8Array>;
	defaults: RowDefaults;
	guardrails: Guardrails;
	client: Client;
	base_url: string;
	/** Identifies the login if its person cannot be read. */
	login: string;
	/** The state directory. */
	folder: string;
	dryRun: boolean;
	concurrency: number;
	deadlineMs: number | undefined;
	signal: AbortSignal;
	now: () => number;
	/** Called before anything is sent. `done`: the rows that an earlier run has settled. */
	onBegin: (rows: number, done: number) => void;
	/** Receives the outcome of each row that was not settled earlier. */
	onResult: (result: RowResult) => Promise<void>;
};

/** How a file ended. */
export type BulkEnd =
	/** Nothing was sent: the file or a setting does not allow it. */
	| { kind: "invalid"; issues: Issue[] }
	/** Nothing was sent: it could not be read whose answers they are. */
	| { kind: "failed"; outcome: Outcome; message: string }
	/** `failures`: the first of them. */
	| { kind: "ended"; summary: BulkSummary; failures: FailedRow[] };

// A longer table is not read; `--json` has all.
const maxFailures = 1000;

/**
 * Answers all rows of a file, and continues an earlier run of the same rows by the same person.
 *
 * @throws {BulkFileError} if the file as a whole cannot be read
 * @throws {JournalError} if the record of an earlier run cannot be used, or another process uses it
 * @throws {OutboxError} if the state directory cannot be used
 */
export async function runFile(options: BulkOptions): Promise<BulkEnd> {
	const { input, defaults, folder, signal } = options;
	createStateDirectory(folder);
	const bulkFolder = join(folder, "bulk");
	createStateDirectory(bulkFolder);
	removeOldRuns(bulkFolder, options.now());
	const spool = await createSpool(bulkFolder);
	try {
		const checked = await checkRows(
			readRows(spool.fill(input), defaults),
			(row) => offLimits(row, options),
		);
		if (checked.kind === "bad")
			return { kind: "invalid", issues: checked.issues };
		const { rows, first, hash } = checked;
		const refusal = batchRefusal(rows, options);
		if (refusal !== null) return { kind: "invalid", issues: [refusal] };
		if (first === null || signal.aborted)
			return {
				kind: "ended",
				summary: createTally(rows).summary(),
				failures: [],
			};
		if (options.dryRun) return await preview(options, spool, rows);
		const owner = await readOwner(first, options);
		if (owner.kind === "failed") return owner;
		const key = keyOf([options.base_url, owner.id, hash]);
		return await send(options, spool, rows, join(bulkFolder, key));
	} finally {
		await spool.close();
	}
}

async function preview(
	options: BulkOptions,
	spool: Spool,
	rows: number,
): Promise<BulkEnd> {
	const { client, deadlineMs } = options;
	const run = beginRun(options, spool, rows, null);
	const prepare = prepareContext(options);
	await previewRows({ ...run, client, prepare, deadlineMs });
	return endRun(run);
}

async function send(
	options: BulkOptions,
	spool: Spool,
	rows: number,
	path: string,
): Promise<BulkEnd> {
	const { client, signal, deadlineMs } = options;
	using journal = sqliteJournal(`${path}.journal`);
	markUnfinished(path);
	const run = beginRun(options, spool, rows, `${path}.rows`);
	const attach = createUploader(client, journal, signal);
	const prepare = { ...prepareContext(options), attach };
	try {
		await sendRows({ ...run, client, journal, prepare, deadlineMs });
		const end = endRun(run);
		if (isFinished(end.summary)) markFinished(path);
		return end;
	} finally {
		run.store.close();
	}
}

function beginRun(
	{ defaults, concurrency, signal, onBegin, onResult }: BulkOptions,
	spool: Spool,
	rows: number,
	path: string | null,
): BulkRun {
	const store = openRowStore(path);
	const tally = createTally(rows);
	for (const { row, kind } of store.settled()) tally.add(row, kind);
	onBegin(rows, tally.done());
	return {
		rows: () => goodRows(readRows(spool.read(), defaults)),
		store,
		tally,
		concurrency,
		signal,
		onResult,
	};
}

/** Whether no later run can change anything. */
function isFinished({ kinds }: BulkSummary): boolean {
	return outcomeKinds.every(
		(kind) => kinds[kind] === undefined || outcomeTraits[kind].final,
	);
}

function endRun({
	store,
	tally,
}: BulkRun): Extract<BulkEnd, { kind: "ended" }> {
	return {
		kind: "ended",
		summary: tally.summary(),
		failures: store.failures(maxFailures),
	};
}

function prepareContext({
	client,
	signal,
	deadlineMs,
	now,
	guardrails,
}: BulkOptions) {
	return {
		client,
		signal,
		deadlineMs,
		now,
		guardrails,
		attach: (submission: BulkRow["submission"]) => Promise.resolve(submission),
	};
}

/** All rows were checked before. */
async function* goodRows(
	rows: AsyncIterable<ParsedRow>,
): AsyncGenerator<BulkRow, void, undefined> {
	for await (const parsed of rows) if (parsed.kind === "row") yield parsed.row;
}

function offLimits(
	{ submission }: BulkRow,
	{ guardrails }: BulkOptions,
): Issue | null {
	const { off_limits } = guardrails;
	const { project_id } = submission;
	return guardrailRefusal({ off_limits }, { project_id });
}

function batchRefusal(rows: number, { guardrails }: BulkOptions): Issue | null {
	const { read_only, max_batch } = guardrails;
	return guardrailRefusal({ read_only, max_batch }, { batch_size: rows });
}

/** The person, or else the login: the record of a file belongs to it. */
async function readOwner(
	{ submission }: BulkRow,
	{ client, login, signal, deadlineMs }: BulkOptions,
): Promise<{ kind: "ok"; id: string } | Extract<BulkEnd, { kind: "failed" }>> {
	const me = await safe<Me>(client.me(submission, { signal, deadlineMs }));
	if (me.kind === "ok") return { kind: "ok", id: me.value.id };
	const { kind } = me.outcome;
	return kind === "forbidden" || kind === "not_found"
		? { kind: "ok", id: login }
		: me;
}

function keyOf(parts: string[]): string {
	return createHash("sha256")
		.update(JSON.stringify(parts))
		.digest("hex")
		.slice(0, 32);
}
