import * as z from "zod/mini";
import type { Assignee, ResponseOption } from "./instance.ts";
import {
	idOrNull,
	listOf,
	moment,
	nullIfInvalid,
	options,
	personFields,
	text,
} from "./lenient.ts";

/** One person's response in a history, which shows the option's label only. */
export type HistoryResponse = Assignee & {
	response: string | null;
	response_type: string | null;
	comment: string | null;
	responded_at: string | null;
	/** As shown by the server: `[{ name, url }]`, without ids. */
	attachments?: unknown;
};

/** A step in a history. No source confirms that `id` is the step occurrence's. */
export type HistoryStep = {
	id: string | null;
	uuid: string | null;
	name: string | null;
	started_at: string | null;
	ended_at: string | null;
	responses: HistoryResponse[];
	available_response_options: ResponseOption[];
	override: {
		overridden_by: { id: string | null; name: string | null } | null;
	} | null;
};

/** An instance's history; only its steps are modelled (contract §2). */
export type History = {
	ended_at: string | null;
	history: { type: string | null; details?: unknown }[];
	[field: string]: unknown;
};

/** Parses `data` of `GET …/workflows/instances/{id}/history`. */
export const historySchema: z.ZodMiniType<History> = z.looseObject({
	ended_at: text,
	history: listOf(
		z.looseObject({ type: text, details: z.optional(z.unknown()) }),
	),
});

const response = z.looseObject({
	...personFields,
	response: text,
	response_type: text,
	comment: text,
	responded_at: moment,
	attachments: z.optional(z.unknown()),
});

// A history lists every response of a step, so that one which cannot be read may be any person's.
const unreadable = { responded_at: "unreadable" };

/** Parses the `details` of a history entry of type `ResponseStep`. */
export const historyStepSchema: z.ZodMiniType<HistoryStep> = z.looseObject({
	id: idOrNull,
	uuid: text,
	name: text,
	started_at: moment,
	ended_at: moment,
	responses: listOf(response, unreadable),
	available_response_options: options,
	override: nullIfInvalid(
		z.looseObject({
			overridden_by: nullIfInvalid(z.looseObject({ id: idOrNull, name: text })),
		}),
	),
});
