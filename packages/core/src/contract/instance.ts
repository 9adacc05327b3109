import * as z from "zod/mini";
import {
	flag,
	id,
	idOrNull,
	listOf,
	moment,
	nullIfInvalid,
	objectOr,
	option,
	options,
	personFields,
	text,
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

const assignee = z.looseObject({ ...personFields, required: flag });

// Whatever cannot be read in a row is missing in it. A row of which nothing can be read is unanswered, and proves nothing.
const row = z.looseObject({
	submitted_at: moment,
	selected_response_option: nullIfInvalid(option),
	comment: text,
	attachments: z.optional(z.unknown()),
	assignee: objectOr(assignee, {}),
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
		response_occurrences: listOf(row),
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
