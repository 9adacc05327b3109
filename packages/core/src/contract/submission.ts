import * as z from "zod/mini";

/** A company, and the project if the tool belongs to one (contract §1: `provider`). */
export type Scope = { company_id: string; project_id?: string | undefined };

/** Ids of files that already exist on the server, by source (contract §5). */
export type Attachments = {
	file_version_ids?: string[] | undefined;
	prostore_file_ids?: string[] | undefined;
	form_ids?: string[] | undefined;
	image_ids?: string[] | undefined;
	upload_ids?: string[] | undefined;
	drawing_revision_ids?: string[] | undefined;
};

/** One person's response to one step, as it is to be recorded. Plain JSON, the same on every surface. */
export type Submission = Scope & {
	/** The workflow instance. */
	id: string;
	response: {
		/** The step to respond to: `current_step_occurrence.id` of the instance. */
		current_step_occurrence_id: string;
		/** One of the step's `available_response_options`. */
		selected_response_option_id: string;
		/** A note about this response, stored unchanged. Missing, `null` and empty are the same. */
		comment?: string | null | undefined;
		/** Optional here; always present on the wire. */
		attachments?: Attachments | undefined;
	};
};

/** The keys of an {@link Attachments} object. */
export const attachmentKinds = [
	"file_version_ids",
	"prostore_file_ids",
	"form_ids",
	"image_ids",
	"upload_ids",
	"drawing_revision_ids",
] as const;

const wellFormed = z.refine<string>(
	(text) => text.isWellFormed(),
	"must be well-formed Unicode",
);

// A URL parser resolves "." and ".." even if they are percent-encoded, so such an id would name another resource.
const id = z.string().check(
	z.minLength(1),
	wellFormed,
	z.refine(
		(text) => text !== "." && text !== "..",
		"must not be a relative path",
	),
);

// Also sent as the header Procore-Company-Id, which is an integer (contract §1). `z.regex` would add the checks of all
// text formats to the bundle.
const companyId = z.string().check(
	z.minLength(1),
	z.refine(
		(text) => /^[0-9]{1,40}$/.test(text),
		"must be an integer, written in digits",
	),
);

const ids = z.optional(z.array(z.string().check(z.minLength(1), wellFormed)));

/** Accepts {@link Attachments}. */
export const attachmentsSchema: z.ZodMiniType<Attachments> = z.strictObject({
	file_version_ids: ids,
	prostore_file_ids: ids,
	form_ids: ids,
	image_ids: ids,
	upload_ids: ids,
	drawing_revision_ids: ids,
});

/** The fields that a response has in a submission and on the wire. */
export const responseFields: {
	current_step_occurrence_id: z.ZodMiniString;
	selected_response_option_id: z.ZodMiniString;
	comment: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniString>>;
} = {
	current_step_occurrence_id: id,
	selected_response_option_id: id,
	comment: z.optional(z.nullable(z.string().check(wellFormed))),
};

/** Accepts a {@link Submission}; unknown keys are refused. */
export const submissionSchema: z.ZodMiniType<Submission> = z.strictObject({
	company_id: companyId,
	project_id: z.optional(id),
	id,
	response: z.strictObject({
		...responseFields,
		attachments: z.optional(attachmentsSchema),
	}),
});

/** Accepts the parameters of the two paths (contract §1). */
export const pathSchema: z.ZodMiniType<Scope & { id: string }> = z.strictObject(
	{
		company_id: companyId,
		project_id: z.optional(id),
		id,
	},
);
