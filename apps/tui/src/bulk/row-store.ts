import type { DatabaseSync } from "node:sqlite";
import {
	type OutcomeKind,
	outcomeKinds,
	outcomeTraits,
	parseSubmission,
	type Submission,
} from "@signoff/core";
import { JournalError, openDatabase } from "@signoff/sdk/node";

/** What the table of failures shows about a row. */
export type FailedRow = {
	row: number;
	kind: OutcomeKind;
	instance_id: string;
	step_id: string;
	message: string;
};

/** What is known about the rows of a file, beside the journal, so that a later run asks nothing twice. */
export type RowStore = {
	/** The rows with an outcome that is final, and its kind. */
	settled(): Iterable<{ row: number; kind: OutcomeKind }>;
	/** The submission that was looked up for a row; `null` if there is none. */
	prepared(row: number): Submission | null;
	savePrepared(row: number, submission: Submission): void;
	saveOutcome(failed: FailedRow): void;
	/** The rows that are not on record, in their order. */
	failures(limit: number): FailedRow[];
	close(): void;
};

/**
 * Opens the store. What is stored survives `kill -9`; after a power cut the last rows are looked up again.
 *
 * @param path `null`: kept in memory
 * @throws {JournalError} if the file cannot be opened, or another process uses it
 */
export function openRowStore(path: string | null): RowStore {
	const db = openDatabase(path, {
		label: "The record of this file's rows",
		// "SIGB" in ASCII.
		applicationId: 0x53494742,
		migrations: [createRows],
		error: (message, options) => new JournalError(message, options),
	});
	db.exec("PRAGMA synchronous = NORMAL");
	const prepared = db.prepare("SELECT submission FROM rows WHERE row = ?");
	const save = db.prepare(
		"INSERT INTO rows (row, submission) VALUES (?, ?) ON CONFLICT (row) DO UPDATE SET submission = excluded.submission",
	);
	const settle = db.prepare(
		"INSERT INTO rows (row, kind, instance_id, step_id, message) VALUES (?, ?, ?, ?, ?) ON CONFLICT (row) DO UPDATE SET kind = excluded.kind, instance_id = excluded.instance_id, step_id = excluded.step_id, message = excluded.message",
	);
	return {
		*settled() {
			const rows = db.prepare("SELECT row, kind FROM rows WHERE kind > ''");
			for (const { row, kind } of rows.iterate()) {
				const known = kindOf(kind);
				if (outcomeTraits[known].final) yield { row: Number(row), kind: known };
			}
		},
		prepared(row) {
			const json = prepared.get(row)?.["submission"];
			return typeof json === "string" ? parse(json) : null;
		},
		savePrepared: (row, submission) =>
			void save.run(row, JSON.stringify(submission)),
		saveOutcome: ({ row, kind, instance_id, step_id, message }) =>
			void settle.run(row, kind, instance_id, step_id, message),
		failures: (limit) =>
			db
				.prepare(
					`SELECT row, kind, instance_id, step_id, message FROM rows WHERE kind > '' AND kind NOT IN (${onRecord}) ORDER BY row LIMIT ?`,
				)
				.all(limit)
				.map((row) => ({
					row: Number(row["row"]),
					kind: kindOf(row["kind"]),
					instance_id: String(row["instance_id"]),
					step_id: String(row["step_id"]),
					message: String(row["message"]),
				})),
		close: () => db.close(),
	};
}

function createRows(db: DatabaseSync): void {
	db.exec(
		"CREATE TABLE rows (row INTEGER PRIMARY KEY, submission TEXT, kind TEXT, instance_id TEXT, step_id TEXT, message TEXT)",
	);
}

const onRecord = outcomeKinds
	.filter((kind) => outcomeTraits[kind].onRecord)
	.map((kind) => `'${kind}'`)
	.join(", ");

function kindOf(text: unknown): OutcomeKind {
	const kind = outcomeKinds.find((each) => each === text);
	if (kind !== undefined) return kind;
	throw damaged();
}

function parse(json: string): Submission {
	const parsed = parseSubmission(JSON.parse(json));
	if (parsed.kind === "parsed") return parsed.value;
	throw damaged();
}

function damaged(): JournalError {
	return new JournalError(
		"The record of this file's rows is damaged: remove the folder `bulk` in the state directory. Sending the file again is safe.",
	);
}
