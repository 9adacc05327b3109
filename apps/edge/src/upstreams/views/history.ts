import * as z from "zod/mini";
import {
	type AttachmentView,
	attachmentViewSchema,
	type ResponseOptionView,
	responseOptionViewSchema,
} from "./instance.ts";

/** The status of an instance or step: those of contract §2 that the edge can produce. */
export type HistoryStatus =
	| "in_progress"
	| "overdue"
	| "complete"
	| "terminated";

/** One assignee's row in a history; `responded_at` is `null` until they respond. */
export type HistoryResponseView = {
	id: string;
	response_id: string | null;
	login: string;
	name: string;
	/** The option's label. */
	response: string | null;
	response_type: string | null;
	required: boolean;
	comment: string | null;
	responded_at: string | null;
	attachments: AttachmentView[];
};

/** A step occurrence in a history; `id` is the step occurrence's id. */
export type HistoryStepView = {
	id: string;
	uuid: string;
	name: string;
	started_at: string;
	ended_at: string | null;
	due_date: string | null;
	decision_type: "first" | "multiple";
	responses: HistoryResponseView[];
	available_response_options: ResponseOptionView[];
	overall_response: string | null;
	status: HistoryStatus;
	override: null;
};

/** One entry of a history. */
export type HistoryEntry =
	| {
			type: "WorkflowStarted";
			details: { started_at: string; started_by: string | null };
	  }
	| { type: "ResponseStep"; details: HistoryStepView }
	| { type: "EndStep" | "WorkflowTerminated"; details: { ended_at: string } };

/** The history of an instance (contract §2). */
export type HistoryView = {
	name: string;
	format: "sequential";
	status: HistoryStatus;
	started_at: string;
	ended_at: string | null;
	/** Index of the current step in `history`. */
	current_step_index: number | null;
	history: HistoryEntry[];
};

const time = z.iso.datetime();
const timeOrNull = z.nullable(time);
const status = z.enum(["in_progress", "overdue", "complete", "terminated"]);

const response: z.ZodMiniType<HistoryResponseView> = z.object({
	id: z.string(),
	response_id: z.nullable(z.string()),
	login: z.string(),
	name: z.string(),
	response: z.nullable(z.string()),
	response_type: z.nullable(z.string()),
	required: z.boolean(),
	comment: z.nullable(z.string()),
	responded_at: timeOrNull,
	attachments: z.array(attachmentViewSchema),
});

const step: z.ZodMiniType<HistoryStepView> = z.object({
	id: z.string(),
	uuid: z.string(),
	name: z.string(),
	started_at: time,
	ended_at: timeOrNull,
	due_date: timeOrNull,
	decision_type: z.enum(["first", "multiple"]),
	responses: z.array(response),
	available_response_options: z.array(responseOptionViewSchema),
	overall_response: z.nullable(z.string()),
	status,
	override: z.null(),
});

/** Shape of {@link HistoryView}. */
export const historyViewSchema: z.ZodMiniType<HistoryView> = z.object({
	name: z.string(),
	format: z.literal("sequential"),
	status,
	started_at: time,
	ended_at: timeOrNull,
	current_step_index: z.nullable(z.int()),
	history: z.array(
		z.discriminatedUnion("type", [
			z.object({
				type: z.literal("WorkflowStarted"),
				details: z.object({
					started_at: time,
					started_by: z.nullable(z.string()),
				}),
			}),
			z.object({ type: z.literal("ResponseStep"), details: step }),
			z.object({
				type: z.enum(["EndStep", "WorkflowTerminated"]),
				details: z.object({ ended_at: time }),
			}),
		]),
	),
});
