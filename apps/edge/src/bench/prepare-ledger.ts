import { loadFixture } from "../fixture/load.ts";
import { openDataFile } from "../hosts/node/data-file.ts";
import { nodeSql } from "../hosts/node/sqlite.ts";
import type { Sql } from "../sql/sql-database.ts";
import { company } from "../testing/company.ts";
import { systemClock } from "../upstreams/embedded/clock.ts";
import { insertInstance } from "../upstreams/embedded/create-instance.ts";
import { openLedger } from "../upstreams/embedded/ledger.ts";

/** The id of the first prepared instance. Its step has the id 1. */
export const firstInstance = 1_000_000;

/** What a prepared ledger contains. */
export type LedgerSize = {
	/** Instances that wait for their first response. */
	waiting: number;
	/** Instances that have ended, each with one response. */
	ended: number;
};

/** Writes a data file with many instances of one company. */
export function prepareLedger(
	path: string,
	{ waiting, ended }: LedgerSize,
): void {
	const db = openDataFile(path);
	const ledger = openLedger(nodeSql(db), systemClock);
	const { sql } = ledger;
	loadFixture(ledger, { ...company(), instances: [] });
	const template = ledger.templates.get("project-first");
	sql.transaction(() => {
		for (let i = 0; i < waiting; i++)
			insertInstance(sql, template, {
				id: String(firstInstance + i),
				project_id: "77",
				item_id: String(i),
				created_by: null,
				at: Date.now(),
			});
		insertEnded(sql, ended, waiting);
	});
	db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
	db.close();
}

/** Inserts ended instances with their step and response, as rows. */
function insertEnded(sql: Sql, count: number, firstStep: number): void {
	const at = new Date().toISOString();
	const numbers = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})`;
	if (count === 0) return;
	sql.exec(
		`${numbers} INSERT INTO instances (id, project_id, template_id, tool_type, item_id, created_at, updated_at, ended_at, ended_by)
			SELECT 'e' || i, '77', 'project-first', 'first', i, ?, ?, ?, 'approve' FROM n`,
		...[at, at, at],
	);
	sql.exec(
		`${numbers} INSERT INTO steps (id, instance_id, step_index, started_at, ended_at, ended_by)
			SELECT ${firstStep} + i, 'e' || i, 0, ?, ?, 'approve' FROM n`,
		...[at, at],
	);
	sql.exec(
		`${numbers} INSERT INTO responses (step_id, person_id, id, option_id, comment, attachments, submitted_at)
			SELECT ${firstStep} + i, '101', i, '2000', '"Checked against the delivery note."', '{}', ? FROM n`,
		at,
	);
	sql.exec(
		"INSERT INTO instance_counts (project_id, template_id, step_index, count) VALUES ('77', 'project-first', -1, ?)",
		count,
	);
	for (const [name, value] of [
		["step", firstStep + count],
		["response", count],
	] as const)
		sql.exec(
			"INSERT INTO counters (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
			name,
			value,
		);
}
