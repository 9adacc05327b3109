import type { Scope } from "@signoff/core";
import { DamagedRecord, type Sql } from "../../sql/sql-database.ts";
import {
	type InstanceRecord,
	type Person,
	parseInstanceRow,
	parsePersonRow,
	parseResponseRow,
	parseStepRow,
	type ResponseRecord,
	type StepRecord,
} from "./records.ts";
import { remembered } from "./remembered.ts";

/** The instance with this id, or `null` if it does not live at this level (contract §1). */
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

/** The step occurrence with this id, or `null` if it is not one of this instance. */
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

/** All step occurrences of an instance, oldest first. */
export function selectSteps(sql: Sql, instanceId: string): StepRecord[] {
	return sql
		.exec("SELECT * FROM steps WHERE instance_id = ? ORDER BY seq", instanceId)
		.map(parseStepRow);
}

/** The responses on a step, oldest first. */
export function listResponses(sql: Sql, stepId: string): ResponseRecord[] {
	return sql
		.exec(
			"SELECT * FROM responses WHERE step_id = ? ORDER BY submitted_at, CAST(id AS INTEGER)",
			stepId,
		)
		.map(parseResponseRow);
}

const findPerson = remembered((sql, id): Person | null => {
	const row = sql.exec(
		"SELECT id, login, name, company FROM people WHERE id = ?",
		id,
	)[0];
	return row === undefined ? null : parsePersonRow(row);
});

/** The person with this id. Throws if there is none: rows refer to stored people only. */
export function getPerson(sql: Sql, id: string): Person {
	const person = findPerson(sql, id);
	if (person === null)
		throw new DamagedRecord("A row refers to a person who is not stored.");
	return person;
}
