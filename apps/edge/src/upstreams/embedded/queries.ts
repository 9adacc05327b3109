import type { Attachments, Scope } from "@signoff/core";
import * as z from "zod/mini";
import { integer, type Row, type Sql, text, textOrNull } from "./sql.ts";

/** A person known to the company. */
export type Person = {
	id: string;
	login: string;
	name: string;
	company: string;
};

/** A workflow instance as it is kept. */
export type InstanceRecord = {
	id: string;
	project_id: string | null;
	template_id: string;
	tool_type: string;
	tool_subtype: string | null;
	item_id: string;
	created_by: string | null;
	created_at: string;
	updated_at: string;
	ended_at: string | null;
	ended_by: string | null;
	/** The current step occurrence. */
	step_id: string | null;
};

/** A step occurrence as it is kept. */
export type StepRecord = {
	id: string;
	/** The step's place in the template, from 0. */
	step_index: number;
	started_at: string;
	overdue_at: string | null;
	ended_at: string | null;
	ended_by: string | null;
};

/** A response as it is kept. */
export type ResponseRecord = {
	id: string;
	person_id: string;
	option_id: string;
	comment: string | null;
	attachments: Attachments;
	submitted_at: string;
};

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
	return row === undefined ? null : instanceRecord(row);
}

/** A row of `instances`. */
export function instanceRecord(row: Row): InstanceRecord {
	return {
		id: text(row, "id"),
		project_id: textOrNull(row, "project_id"),
		template_id: text(row, "template_id"),
		tool_type: text(row, "tool_type"),
		tool_subtype: textOrNull(row, "tool_subtype"),
		item_id: text(row, "item_id"),
		created_by: textOrNull(row, "created_by"),
		created_at: text(row, "created_at"),
		updated_at: text(row, "updated_at"),
		ended_at: textOrNull(row, "ended_at"),
		ended_by: textOrNull(row, "ended_by"),
		step_id: textOrNull(row, "step_id"),
	};
}

/** A step occurrence of this instance, and of no other. */
export function findStep(
	sql: Sql,
	instanceId: string,
	stepId: string,
): StepRecord | null {
	const row = sql.exec(
		"SELECT * FROM steps WHERE id = ? AND instance_id = ?",
		stepId,
		instanceId,
	)[0];
	return row === undefined ? null : stepRecord(row);
}

/** Every step occurrence of an instance, in the order they began. */
export function stepsOf(sql: Sql, instanceId: string): StepRecord[] {
	return sql
		.exec("SELECT * FROM steps WHERE instance_id = ? ORDER BY seq", instanceId)
		.map(stepRecord);
}

function stepRecord(row: Row): StepRecord {
	return {
		id: text(row, "id"),
		step_index: integer(row, "step_index"),
		started_at: text(row, "started_at"),
		overdue_at: textOrNull(row, "overdue_at"),
		ended_at: textOrNull(row, "ended_at"),
		ended_by: textOrNull(row, "ended_by"),
	};
}

/** The responses on a step, in the order they were given. */
export function responsesOf(sql: Sql, stepId: string): ResponseRecord[] {
	return sql
		.exec(
			"SELECT * FROM responses WHERE step_id = ? ORDER BY submitted_at, CAST(id AS INTEGER)",
			stepId,
		)
		.map((row) => ({
			id: text(row, "id"),
			person_id: text(row, "person_id"),
			option_id: text(row, "option_id"),
			comment: z.parse(comment, JSON.parse(text(row, "comment"))),
			attachments: z.parse(attachments, JSON.parse(text(row, "attachments"))),
			submitted_at: text(row, "submitted_at"),
		}));
}

const comment = z.nullable(z.string());
const attachments: z.ZodMiniType<Attachments> = z.record(
	z.string(),
	z.array(z.string()),
);

/** A person by id; a person whom a row names is known. */
export function personOf(sql: Sql, id: string): Person {
	const row = sql.exec(
		"SELECT id, login, name, company FROM people WHERE id = ?",
		id,
	)[0];
	if (row === undefined)
		throw new Error("A row names a person who is not known.");
	return {
		id: text(row, "id"),
		login: text(row, "login"),
		name: text(row, "name"),
		company: text(row, "company"),
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
	return String(integer(row ?? {}, "value"));
}
