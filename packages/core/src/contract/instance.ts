import * as z from "zod/mini";

/** One answer a step offers; a company names its own (contract §2). */
export type ResponseOption = {
	id: string;
	name: string;
	response_type: string | null;
};

/** A person as the server names one in a row. */
export type Assignee = {
	id: string | null;
	login: string | null;
	name: string | null;
};

/** One assignee's row on a step; unanswered while `submitted_at` and the option are `null`. */
export type ResponseOccurrence = {
	submitted_at: string | null;
	selected_response_option: ResponseOption | null;
	comment: string | null;
	/** As the server shows it: `[{ name, url }]`, without ids. */
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

/** A workflow instance as read; fields unknown to us are kept (contract §2). */
export type Instance = {
	id: string;
	tool_type: string | null;
	item_id: string | null;
	started_at: string | null;
	ended_at: string | null;
	current_step_occurrence: StepOccurrence | null;
	[field: string]: unknown;
};

/** One row of a list of instances: no step data (contract §2). */
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

/** One person's response in a history, by the option's label. */
export type HistoryResponse = Assignee & {
	response: string | null;
	response_type: string | null;
	comment: string | null;
	responded_at: string | null;
	/** As the server shows it: `[{ name, url }]`, without ids. */
	attachments?: unknown;
};

/** A step in a history. Whether `id` is the step occurrence's is not confirmed by any source. */
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

/** An instance's history as read; only its steps are modelled (contract §2). */
export type History = {
	ended_at: string | null;
	history: { type: string | null; details?: unknown }[];
	[field: string]: unknown;
};

/** Who is asking. */
export type Me = { id: string; login: string | null; name: string | null };

/** A tool that has workflows, and the level its instances live at. */
export type Tool = {
	name: string;
	type: string;
	provider: string;
	subtype?: string | null | undefined;
};

/** A company or a project, from the v1 lists. */
export type Place = { id: string; name: string | null };

// What is missing or of another type becomes null or empty, and then proves nothing. Ids must be there.
// Read by functions: zod's own ways to say it (`catch`, `pipe`, `int`) weigh 4 kB more in every bundle.
const id: z.ZodMiniType<string> = z.transform((value, { issues }) => {
	const read = idFrom(value);
	if (read === null)
		issues.push({ code: "custom", input: value, message: "must be an id" });
	return read ?? "";
});
const idOrNull: z.ZodMiniType<string | null> = z.transform(idFrom);
const text: z.ZodMiniType<string | null> = z.transform((value) =>
	typeof value === "string" ? value : null,
);
const flag: z.ZodMiniType<boolean | null> = z.transform((value) =>
	typeof value === "boolean" ? value : null,
);

function idFrom(value: unknown): string | null {
	return (typeof value === "string" && value !== "") ||
		Number.isSafeInteger(value)
		? String(value)
		: null;
}

function orNull<T>(schema: z.ZodMiniType<T>): z.ZodMiniType<T | null> {
	return z.transform((value) => schema.safeParse(value).data ?? null);
}

const option = z.looseObject({ id, name: z.string(), response_type: text });
const optionList = z.array(option);
const options: z.ZodMiniType<ResponseOption[]> = z.transform(
	(value) => optionList.safeParse(value).data ?? [],
);
const person = { id: idOrNull, login: text, name: text };

const row = z.looseObject({
	submitted_at: text,
	selected_response_option: orNull(option),
	comment: text,
	attachments: z.optional(z.unknown()),
	assignee: z.looseObject({
		...person,
		required: flag,
	}),
});

/** Reads `data` of `GET …/workflows/instances/{id}`. */
export const instanceSchema: z.ZodMiniType<Instance> = z.looseObject({
	id,
	tool_type: text,
	item_id: idOrNull,
	started_at: text,
	ended_at: text,
	current_step_occurrence: z.nullable(
		z.looseObject({
			id,
			step_uuid: text,
			name: text,
			started_at: text,
			overdue_at: text,
			available_response_options: options,
			response_occurrences: z.array(row),
		}),
	),
});

/** Reads one row of `GET …/workflows/instances`. */
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

/** Reads `data` of `GET …/workflows/instances/{id}/history`. */
export const historySchema: z.ZodMiniType<History> = z.looseObject({
	ended_at: text,
	history: z.array(
		z.looseObject({ type: text, details: z.optional(z.unknown()) }),
	),
});

/** Reads the `details` of a history entry of type `ResponseStep`. */
export const historyStepSchema: z.ZodMiniType<HistoryStep> = z.looseObject({
	id: idOrNull,
	uuid: text,
	name: text,
	started_at: text,
	ended_at: text,
	responses: z.array(
		z.looseObject({
			...person,
			response: text,
			response_type: text,
			comment: text,
			responded_at: text,
			attachments: z.optional(z.unknown()),
		}),
	),
	available_response_options: options,
	override: orNull(
		z.looseObject({
			overridden_by: orNull(z.looseObject({ id: idOrNull, name: text })),
		}),
	),
});

/** Reads `GET /rest/v1.0/me`, whose id is an integer (contract §2). */
export const meSchema: z.ZodMiniType<Me> = z.looseObject({
	id,
	login: text,
	name: text,
});

/** Reads one row of `GET …/workflows/tools`. */
export const toolSchema: z.ZodMiniType<Tool> = z.looseObject({
	name: z.string(),
	type: z.string(),
	provider: z.string(),
	subtype: z.optional(z.nullable(z.string())),
});

/** Reads one row of the v1 lists of companies and projects. */
export const placeSchema: z.ZodMiniType<Place> = z.looseObject({
	id,
	name: text,
});

/** Reads a v2 envelope, `{ "data": … }`. */
export function data(body: unknown): unknown {
	return typeof body === "object" && body !== null && "data" in body
		? body.data
		: undefined;
}
