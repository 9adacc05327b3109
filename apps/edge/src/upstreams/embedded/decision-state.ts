import type { Scope } from "@signoff/core";
import {
	integerColumn,
	nullableTextColumn,
	type Sql,
	type SqlRow,
	textColumn,
} from "../../sql/sql-database.ts";
import { commentColumn } from "./records.ts";

/** What is stored of an instance and of the step occurrence that a submission names. */
export type DecisionState = {
	/** The row of the instance. */
	instanceSeq: number;
	templateId: string;
	/** `null` if the instance never had this step occurrence. */
	step: NamedStep | null;
};

/** The step occurrence that a submission names. */
export type NamedStep = {
	/** The row of the step occurrence. */
	seq: number;
	id: string;
	/** Index of the step in the template, from 0. */
	index: number;
	isCurrent: boolean;
	/** Oldest first. */
	responses: StoredResponse[];
};

/** A response, as far as a decision depends on it. */
export type StoredResponse = {
	id: string;
	person_id: string;
	option_id: string;
	comment: string | null;
	submitted_at: string;
};

/** Reads all that a decision depends on with one query; `null` if there is no such instance at this level. */
export function readDecisionState(
	sql: Sql,
	{ project_id }: Pick<Scope, "project_id">,
	instanceId: string,
	stepId: string,
): DecisionState | null {
	const rows = sql.exec(
		`SELECT i.seq AS instance_seq, i.template_id, i.step_id AS current_step, s.seq AS step_seq, s.step_index,
			r.id AS response_id, r.person_id, r.option_id, r.comment, r.submitted_at
			FROM instances AS i
			LEFT JOIN steps AS s ON s.id = ? AND s.instance_id = i.id
			LEFT JOIN responses AS r ON r.step_id = s.id
			WHERE i.id = ? AND i.project_id IS ?`,
		stepId,
		instanceId,
		project_id ?? null,
	);
	const [first] = rows;
	if (first === undefined) return null;
	return {
		instanceSeq: integerColumn(first, "instance_seq"),
		templateId: textColumn(first, "template_id"),
		step:
			first["step_seq"] === null
				? null
				: {
						seq: integerColumn(first, "step_seq"),
						id: stepId,
						index: integerColumn(first, "step_index"),
						isCurrent: nullableTextColumn(first, "current_step") === stepId,
						responses: rows.flatMap(parseResponse).sort(byTime),
					},
	};
}

function parseResponse(row: SqlRow): StoredResponse[] {
	if (row["person_id"] === null) return [];
	return [
		{
			id: textColumn(row, "response_id"),
			person_id: textColumn(row, "person_id"),
			option_id: textColumn(row, "option_id"),
			comment: commentColumn(row),
			submitted_at: textColumn(row, "submitted_at"),
		},
	];
}

/** Sorts here, because a query would copy its rows to sort them, also if there is one. */
function byTime(a: StoredResponse, b: StoredResponse): number {
	if (a.submitted_at !== b.submitted_at)
		return a.submitted_at < b.submitted_at ? -1 : 1;
	return Number(a.id) - Number(b.id);
}
