import type { Attachments } from "@signoff/core";
import * as z from "zod/mini";
import {
	integerColumn,
	jsonColumn,
	nullableTextColumn,
	type SqlRow,
	textColumn,
} from "../../sql/sql-database.ts";

/** A person known to the company. */
export type Person = {
	id: string;
	login: string;
	name: string;
	company: string;
};

/** A workflow instance as stored. */
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

/** A step occurrence as stored. */
export type StepRecord = {
	id: string;
	/** Index of the step in the template, from 0. */
	step_index: number;
	started_at: string;
	overdue_at: string | null;
	ended_at: string | null;
	ended_by: string | null;
};

/** A response as stored. */
export type ResponseRecord = {
	id: string;
	person_id: string;
	option_id: string;
	comment: string | null;
	attachments: Attachments;
	submitted_at: string;
};

/** Parses a row of `instances`. */
export function parseInstanceRow(row: SqlRow): InstanceRecord {
	return {
		id: textColumn(row, "id"),
		project_id: nullableTextColumn(row, "project_id"),
		template_id: textColumn(row, "template_id"),
		tool_type: textColumn(row, "tool_type"),
		tool_subtype: nullableTextColumn(row, "tool_subtype"),
		item_id: textColumn(row, "item_id"),
		created_by: nullableTextColumn(row, "created_by"),
		created_at: textColumn(row, "created_at"),
		updated_at: textColumn(row, "updated_at"),
		ended_at: nullableTextColumn(row, "ended_at"),
		ended_by: nullableTextColumn(row, "ended_by"),
		step_id: nullableTextColumn(row, "step_id"),
	};
}

/** Parses a row of `steps`. */
export function parseStepRow(row: SqlRow): StepRecord {
	return {
		id: textColumn(row, "id"),
		step_index: integerColumn(row, "step_index"),
		started_at: textColumn(row, "started_at"),
		overdue_at: nullableTextColumn(row, "overdue_at"),
		ended_at: nullableTextColumn(row, "ended_at"),
		ended_by: nullableTextColumn(row, "ended_by"),
	};
}

/** Parses a row of `responses`. */
export function parseResponseRow(row: SqlRow): ResponseRecord {
	return {
		id: textColumn(row, "id"),
		person_id: textColumn(row, "person_id"),
		option_id: textColumn(row, "option_id"),
		comment: commentColumn(row),
		attachments: jsonColumn(row, "attachments", attachmentsSchema),
		submitted_at: textColumn(row, "submitted_at"),
	};
}

/** Reads the comment of a row of `responses`. */
export function commentColumn(row: SqlRow): string | null {
	return jsonColumn(row, "comment", commentSchema);
}

const commentSchema = z.nullable(z.string());
const attachmentsSchema: z.ZodMiniType<Attachments> = z.record(
	z.string(),
	z.array(z.string()),
);

/** Parses a row of `people`. */
export function parsePersonRow(row: SqlRow): Person {
	return {
		id: textColumn(row, "id"),
		login: textColumn(row, "login"),
		name: textColumn(row, "name"),
		company: textColumn(row, "company"),
	};
}
