import type { ResponseType } from "@signoff/core/server";
import type { Sql } from "../../sql/sql-database.ts";
import { toIsoTime } from "./clock.ts";
import { type Template, templateStep } from "./templates.ts";

const dayMs = 86_400_000;

/** A new step occurrence. */
export type NewStep = {
	id: string;
	instanceId: string;
	/** Index of the step in the template, from 0. */
	index: number;
	/** Unix milliseconds. */
	now: number;
};

/** When a step occurrence started, and until when it must be answered, as ISO 8601. */
export type StepTimes = { startedAt: string; overdueAt: string | null };

/** Stores a new occurrence of a template's step, to which the instance must then refer. */
export function insertStep(
	sql: Sql,
	template: Template,
	{ id, instanceId, index, now }: NewStep,
): StepTimes {
	const { due_in_days } = templateStep(template, index);
	const startedAt = toIsoTime(now);
	const overdueAt =
		due_in_days === null ? null : toIsoTime(now + due_in_days * dayMs);
	sql.exec(
		"INSERT INTO steps (id, instance_id, step_index, started_at, overdue_at) VALUES (?, ?, ?, ?, ?)",
		...[id, instanceId, index, startedAt, overdueAt],
	);
	return { startedAt, overdueAt };
}

/**
 * Starts a new occurrence of a template's step and makes it the current one.
 *
 * @param seq the row of the instance
 */
export function beginStep(
	sql: Sql,
	template: Template,
	seq: number,
	step: NewStep,
): void {
	const { startedAt, overdueAt } = insertStep(sql, template, step);
	sql.exec(
		"UPDATE instances SET step_id = ?, step_index = ?, overdue_at = ?, updated_at = ? WHERE seq = ?",
		...[step.id, step.index, overdueAt, startedAt, seq],
	);
}

/** Notes that an instance has changed, although its step has not. */
export function touchInstance(sql: Sql, seq: number, at: string): void {
	sql.exec("UPDATE instances SET updated_at = ? WHERE seq = ?", at, seq);
}

/** Ends a step occurrence. */
export function endStep(
	sql: Sql,
	seq: number,
	by: ResponseType,
	at: string,
): void {
	sql.exec(
		"UPDATE steps SET ended_at = ?, ended_by = ? WHERE seq = ?",
		...[at, by, seq],
	);
}

/** Ends an instance, which then has no current step. */
export function endInstance(
	sql: Sql,
	seq: number,
	by: ResponseType,
	at: string,
): void {
	sql.exec(
		"UPDATE instances SET ended_at = ?, ended_by = ?, step_id = NULL, step_index = NULL, overdue_at = NULL, updated_at = ? WHERE seq = ?",
		...[at, by, at, seq],
	);
}
