import type { ResponseType } from "@signoff/core/server";
import type { Sql } from "../../sql/sql-database.ts";
import { toIsoTime } from "./clock.ts";
import { nextId } from "./queries.ts";
import { type Template, templateStep } from "./templates.ts";

const dayMs = 86_400_000;

/**
 * Starts a new occurrence of a template's step and makes it the current one.
 *
 * @param now Unix milliseconds
 */
export function beginStep(
	sql: Sql,
	instanceId: string,
	template: Template,
	index: number,
	now: number,
): void {
	const { due_in_days } = templateStep(template, index);
	const overdueAt =
		due_in_days === null ? null : toIsoTime(now + due_in_days * dayMs);
	const id = nextId(sql, "step");
	const at = toIsoTime(now);
	sql.exec(
		"INSERT INTO steps (id, instance_id, step_index, started_at, overdue_at) VALUES (?, ?, ?, ?, ?)",
		id,
		instanceId,
		index,
		at,
		overdueAt,
	);
	sql.exec(
		"UPDATE instances SET step_id = ?, step_index = ?, overdue_at = ?, updated_at = ? WHERE id = ?",
		...[id, index, overdueAt, at, instanceId],
	);
}

/** Notes that an instance has changed, although its step has not. */
export function touchInstance(sql: Sql, instanceId: string, at: string): void {
	sql.exec("UPDATE instances SET updated_at = ? WHERE id = ?", at, instanceId);
}

/** Ends a step occurrence. */
export function endStep(
	sql: Sql,
	stepId: string,
	by: ResponseType,
	at: string,
): void {
	sql.exec(
		"UPDATE steps SET ended_at = ?, ended_by = ? WHERE id = ?",
		at,
		by,
		stepId,
	);
}

/** Ends an instance, which then has no current step. */
export function endInstance(
	sql: Sql,
	instanceId: string,
	by: ResponseType,
	at: string,
): void {
	sql.exec(
		"UPDATE instances SET ended_at = ?, ended_by = ?, step_id = NULL, step_index = NULL, overdue_at = NULL, updated_at = ? WHERE id = ?",
		...[at, by, at, instanceId],
	);
}
