import * as z from "zod/mini";
import {
	flag,
	id,
	idOrNull,
	listOf,
	moment,
	nullIfInvalid,
	option,
	options,
	personFields,
	text,
	unreadablePerson,
} from "./lenient.ts";

/** An option that a step offers; its name is the company's choice (contract §2). */
export type ResponseOption = {
	id: string;
	name: string;
	response_type: string | null;
};

/** The person of a row. */
export type Assignee = {
	id: string | null;
	login: string | null;
	name: string | null;
};

/** One assignee's row on a step; unanswered while `submitted_at` is `null`. */
export type ResponseOccurrence = {
	submitted_at: string | null;
	selected_response_option: ResponseOption | null;
	comment: string | null;
	/** As shown by the server: `[{ name, url }]`, without ids. */
	attachments?: unknown;
	assignee: Assignee & { required: boolean | null };
};

/** A step of an instance while it is current. */
export type StepOccurrence = {
	id: string;
	step_uuid: string | null;
	name: string | null;
	started_at: string | null;
	overdue_at: string | null;
	available_response_options: ResponseOption[];
	response_occurrences: ResponseOccurrence[];
};

/** A workflow instance; unknown fields are kept (contract §2). */
export type Instance = {
	id: string;
	tool_type: string | null;
	item_id: string | null;
	started_at: string | null;
	ended_at: string | null;
	current_step_occurrence: StepOccurrence | null;
	[field: string]: unknown;
};

/** One row of a list of instances, without step data (contract §2). */
export type InstanceSummary = {
	id: string;
	tool_type: string | null;
	tool_subtype: string | null;
	item_id: string | null;
	created_at: string | null;
	updated_at: string | null;
	started_at: string | null;
	ended_at: string | null;
	[field: string]: unknown;
};

const assignee = z.looseObject({ ...personFields, required: flag });

const unreadableAssignee = { ...unreadablePerson, required: null };

const unreadableRow: ResponseOccurrence = {
	submitted_at: null,
	selected_response_option: null,
	comment: null,
	assignee: unreadableAssignee,
};

// Whatever cannot be read in a row is missing in it: then the row proves nothing.
const row = z.looseObject({
	submitted_at: moment,
	selected_response_option: nullIfInvalid(option),
	comment: text,
	attachments: z.optional(z.unknown()),
	assignee: z.transform(
		(value) => assignee.safeParse(value).data ?? unreadableAssignee,
	),
});

/** Parses the current step of an instance. */
export const stepOccurrenceSchema: z.ZodMiniType<StepOccurrence> =
	z.looseObject({
		id,
		step_uuid: text,
		name: text,
		started_at: moment,
		overdue_at: text,
		available_response_options: options,
		response_occurrences: listOf(row, unreadableRow),
	});

/** Parses `data` of `GET …/workflows/instances/{id}`. */
export const instanceSchema: z.ZodMiniType<Instance> = z.looseObject({
	id,
	tool_type: text,
	item_id: idOrNull,
	started_at: text,
	ended_at: text,
	current_step_occurrence: z.nullable(stepOccurrenceSchema),
});

/** Parses one row of `GET …/workflows/instances`. */
export const instanceSummarySchema: z.ZodMiniType<InstanceSummary> =
	z.looseObject({
		id,
		tool_type: text,
		tool_subtype: text,
		item_id: idOrNull,
		created_at: text,
		updated_at: text,
		started_at: text,
		ended_at: text,
	});
