import type { Sql } from "./sql-database.ts";

/** Which instances are counted together: those of a template at one level. */
export type CountedGroup = { projectId: string | null; templateId: string };

/** The index of a step in its template; `null` for instances that have ended. */
export type CountedStep = number | null;

/** Counts a new instance, which is at its first step. */
export function countNewInstance(sql: Sql, group: CountedGroup): void {
	add(sql, group, 0);
}

/** Counts an instance at another step. */
export function countMovedInstance(
	sql: Sql,
	group: CountedGroup,
	from: CountedStep,
	to: CountedStep,
): void {
	if (from === to) return;
	sql.exec(
		"UPDATE instance_counts SET count = count - 1 WHERE project_id = ? AND template_id = ? AND step_index = ?",
		...keyOf(group, from),
	);
	add(sql, group, to);
}

function add(sql: Sql, group: CountedGroup, step: CountedStep): void {
	sql.exec(
		`INSERT INTO instance_counts (project_id, template_id, step_index, count) VALUES (?, ?, ?, 1)
			ON CONFLICT DO UPDATE SET count = count + 1`,
		...keyOf(group, step),
	);
}

function keyOf(
	{ projectId, templateId }: CountedGroup,
	step: CountedStep,
): [string, string, number] {
	return [projectId ?? "", templateId, step ?? -1];
}
