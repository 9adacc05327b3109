import * as z from "zod/mini";

/** A response option. */
export type ResponseOptionView = {
	id: string;
	name: string;
	response_type: string | null;
};

/** A person whom another resource refers to. */
export type PersonView = { id: string; login: string; name: string };

/** A file of a response. The edge stores ids only, so the URL is a URN. */
export type AttachmentView = { name: string; url: string };

/** One assignee's row on a step (contract §2). */
export type ResponseOccurrenceView = {
	submitted_at: string | null;
	selected_response_option: ResponseOptionView | null;
	comment: string | null;
	attachments: AttachmentView[];
	assignee: PersonView & { company: { name: string }; required: boolean };
};

/** The current step (contract §2). */
export type StepOccurrenceView = {
	id: string;
	step_uuid: string;
	name: string;
	started_at: string;
	overdue_at: string | null;
	available_response_options: ResponseOptionView[];
	response_occurrences: ResponseOccurrenceView[];
};

/** One row of a list (contract §2). */
export type InstanceSummaryView = {
	id: string;
	tool_type: string;
	tool_subtype: string | null;
	item_id: string;
	created_at: string;
	updated_at: string;
	started_at: string;
	ended_at: string | null;
	created_by: PersonView | null;
};

/** A workflow instance with its current step (contract §2). */
export type InstanceView = InstanceSummaryView & {
	current_step_occurrence: StepOccurrenceView | null;
	workflow_manager: PersonView | null;
	responsible_group_memberships: never[];
	all_assignees: PersonView[];
	template_version_id: string;
};

const time = z.iso.datetime();
const timeOrNull = z.nullable(time);

/** Shape of {@link ResponseOptionView}. */
export const responseOptionViewSchema: z.ZodMiniType<ResponseOptionView> =
	z.object({
		id: z.string(),
		name: z.string(),
		response_type: z.nullable(z.string()),
	});

/** Shape of {@link AttachmentView}. */
export const attachmentViewSchema: z.ZodMiniType<AttachmentView> = z.object({
	name: z.string(),
	url: z.string(),
});

const personFields = { id: z.string(), login: z.string(), name: z.string() };
const person: z.ZodMiniType<PersonView> = z.object(personFields);

const step: z.ZodMiniType<StepOccurrenceView> = z.object({
	id: z.string(),
	step_uuid: z.string(),
	name: z.string(),
	started_at: time,
	overdue_at: timeOrNull,
	available_response_options: z.array(responseOptionViewSchema),
	response_occurrences: z.array(
		z.object({
			submitted_at: timeOrNull,
			selected_response_option: z.nullable(responseOptionViewSchema),
			comment: z.nullable(z.string()),
			attachments: z.array(attachmentViewSchema),
			assignee: z.object({
				...personFields,
				company: z.object({ name: z.string() }),
				required: z.boolean(),
			}),
		}),
	),
});

const summaryFields = {
	id: z.string(),
	tool_type: z.string(),
	tool_subtype: z.nullable(z.string()),
	item_id: z.string(),
	created_at: time,
	updated_at: time,
	started_at: time,
	ended_at: timeOrNull,
	created_by: z.nullable(person),
};

/** Shape of {@link InstanceSummaryView}. */
export const instanceSummaryViewSchema: z.ZodMiniType<InstanceSummaryView> =
	z.object(summaryFields);

/** Shape of {@link InstanceView}. */
export const instanceViewSchema: z.ZodMiniType<InstanceView> = z.object({
	...summaryFields,
	current_step_occurrence: z.nullable(step),
	workflow_manager: z.nullable(person),
	responsible_group_memberships: z.array(z.never()),
	all_assignees: z.array(person),
	template_version_id: z.string(),
});
