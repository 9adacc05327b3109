import type { Attachments, Scope } from "@signoff/core";
import * as z from "zod/mini";
import {
	type InstanceRecord,
	type Person,
	parseInstanceRow,
	parseStepRow,
	type ResponseRecord,
	type StepRecord,
} from "./records.ts";
import { integerColumn, type Sql, textColumn } from "./sql.ts";

/** The instance a path names: only at the level it lives at (contract §1). */
export function findInstance(
	sql: Sql,
	{ project_id }: Pick<Scope, "project_id">,
	id: string,
): InstanceRecord | null {
	const row = sql.exec(
		"SELECT * FROM instances WHERE id = ? AND project_id IS ?",
		id,
		project_id ?? null,
	)[0];
	return row === undefined ? null : parseInstanceRow(row);
}

/** A step occurrence of this instance, and of no other. */
export function findStepOccurrence(
	sql: Sql,
	instanceId: string,
	stepId: string,
): StepRecord | null {
	const row = sql.exec(
		"SELECT * FROM steps WHERE id = ? AND instance_id = ?",
		stepId,
		instanceId,
	)[0];
	return row === undefined ? null : parseStepRow(row);
}

/** Every step occurrence of an instance, in the order they began. */
export function listSteps(sql: Sql, instanceId: string): StepRecord[] {
	return sql
		.exec("SELECT * FROM steps WHERE instance_id = ? ORDER BY seq", instanceId)
		.map(parseStepRow);
}

/** The responses on a step, in the order they were given. */
export function listResponses(sql: Sql, stepId: string): ResponseRecord[] {
	return sql
		.exec(
			"SELECT * FROM responses WHERE step_id = ? ORDER BY submitted_at, CAST(id AS INTEGER)",
			stepId,
		)
		.map((row) => ({
			id: textColumn(row, "id"),
			person_id: textColumn(row, "person_id"),
			option_id: textColumn(row, "option_id"),
			comment: z.parse(comment, JSON.parse(textColumn(row, "comment"))),
			attachments: z.parse(
				attachments,
				JSON.parse(textColumn(row, "attachments")),
			),
			submitted_at: textColumn(row, "submitted_at"),
		}));
}

const comment = z.nullable(z.string());
const attachments: z.ZodMiniType<Attachments> = z.record(
	z.string(),
	z.array(z.string()),
);

/** A person by id; a person whom a row names is known. */
export function getPerson(sql: Sql, id: string): Person {
	const row = sql.exec(
		"SELECT id, login, name, company FROM people WHERE id = ?",
		id,
	)[0];
	if (row === undefined)
		throw new Error("A row names a person who is not known.");
	return {
		id: textColumn(row, "id"),
		login: textColumn(row, "login"),
		name: textColumn(row, "name"),
		company: textColumn(row, "company"),
	};
}

/** The next number of a counter, as an id. */
export function nextId(
	sql: Sql,
	counter: "instance" | "step" | "response",
): string {
	const row = sql.exec(
		"INSERT INTO counters (name, value) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value",
		counter,
	)[0];
	return String(integerColumn(row ?? {}, "value"));
}
