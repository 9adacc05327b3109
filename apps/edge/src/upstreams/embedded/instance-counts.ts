import type { Sql } from "../../sql/sql-database.ts";

/** Which instances are counted together: those of a template at one level. */
export type CountedGroup = { projectId: string | null; templateId: string };

/** The index of a step in its template; `null` for instances that have ended. */
export type CountedStep = number | null;

/** A change of one count that is not stored yet. */
type Change = { key: readonly [string, string, number]; change: number };

/** Changes by their key, for each database with a transaction in progress. */
const changes = new WeakMap<Sql, Map<string, Change>>();

/** Counts a new instance, which is at its first step, once the transaction ends. */
export function countNewInstance(sql: Sql, group: CountedGroup): void {
	add(sql, group, 0, 1);
}

/** Counts an instance at another step, once the transaction ends. */
export function countMovedInstance(
	sql: Sql,
	group: CountedGroup,
	from: CountedStep,
	to: CountedStep,
): void {
	add(sql, group, from, -1);
	add(sql, group, to, 1);
}

/** Stores what a transaction has counted, with one write for each count that differs. Runs at its end. */
export function storeCounts(sql: Sql): void {
	for (const { key, change } of changes.get(sql)?.values() ?? [])
		if (change !== 0)
			sql.exec(
				`INSERT INTO instance_counts (project_id, template_id, step_index, count) VALUES (?, ?, ?, ?)
					ON CONFLICT DO UPDATE SET count = count + excluded.count`,
				...key,
				change,
			);
	dropCounts(sql);
}

/** Drops what a transaction has counted that was rolled back. */
export function dropCounts(sql: Sql): void {
	changes.delete(sql);
}

function add(
	sql: Sql,
	{ projectId, templateId }: CountedGroup,
	step: CountedStep,
	change: number,
): void {
	const pending = changes.get(sql) ?? new Map<string, Change>();
	changes.set(sql, pending);
	const key = [projectId ?? "", templateId, step ?? -1] as const;
	const name = JSON.stringify(key);
	const before = pending.get(name)?.change ?? 0;
	pending.set(name, { key, change: before + change });
}
