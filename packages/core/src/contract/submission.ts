import * as z from "zod/mini";
import { malformedIssue, type ParseResult } from "../validation/issue.ts";
import { validate } from "../validation/validate.ts";

/** Which company, and which project where the tool belongs to one (contract §1: `provider`). */
export type Scope = { company_id: string; project_id?: string | undefined };

/** Ids of files that already exist on the server, by where they come from (contract §5). */
export type Attachments = {
	file_version_ids?: string[] | undefined;
	prostore_file_ids?: string[] | undefined;
	form_ids?: string[] | undefined;
	image_ids?: string[] | undefined;
	upload_ids?: string[] | undefined;
	drawing_revision_ids?: string[] | undefined;
};

/** What a person wants on record for a step. Plain JSON, the same on every surface. */
export type Submission = Scope & {
	/** The workflow instance. */
	id: string;
	response: {
		/** The step occurrence being answered: `current_step_occurrence.id` of the instance read. */
		current_step_occurrence_id: string;
		/** One of the step's `available_response_options`. */
		selected_response_option_id: string;
		/** A note about this response, kept to the letter. Missing, `null` and empty are one. */
		comment?: string | null | undefined;
		/** May be left out here; what goes on the wire always has it. */
		attachments?: Attachments | undefined;
	};
};

/** The body of the POST (contract §1): `response` with `attachments` always present. */
export type WireBody = {
	response: Submission["response"] & { attachments: Attachments };
};

/** The names of the lists an `attachments` object may hold. */
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

// A URL parser folds "." and ".." away even when percent-encoded: such an id would name another resource.
const id = z.string().check(
	z.minLength(1),
	wellFormed,
	z.refine(
		(text) => text !== "." && text !== "..",
		"must not be a relative path",
	),
);

// It is sent as the header Procore-Company-Id too, which is an integer (contract §1). `z.regex` would bring the checks
// of all text formats with it.
const companyId = z.string().check(
	z.minLength(1),
	z.refine(
		(text) => /^[0-9]{1,40}$/.test(text),
		"must be an integer, written in digits",
	),
);

const ids = z.optional(z.array(z.string().check(z.minLength(1), wellFormed)));

const attachments: z.ZodMiniType<Attachments> = z.strictObject({
	file_version_ids: ids,
	prostore_file_ids: ids,
	form_ids: ids,
	image_ids: ids,
	upload_ids: ids,
	drawing_revision_ids: ids,
});

const responseFields = {
	current_step_occurrence_id: id,
	selected_response_option_id: id,
	comment: z.optional(z.nullable(z.string().check(wellFormed))),
};

/** Accepts a {@link Submission} and nothing else; unknown keys are refused. */
export const submissionSchema: z.ZodMiniType<Submission> = z.strictObject({
	company_id: companyId,
	project_id: z.optional(id),
	id,
	response: z.strictObject({
		...responseFields,
		attachments: z.optional(attachments),
	}),
});

/** Accepts the body of the POST; unlike a submission it must have `attachments` (contract §1). */
export const wireBodySchema: z.ZodMiniType<WireBody> = z.strictObject({
	response: z.strictObject({ ...responseFields, attachments }),
});

/** Accepts the parameters of the two paths (contract §1). */
export const pathSchema: z.ZodMiniType<Scope & { id: string }> = z.strictObject(
	{
		company_id: companyId,
		project_id: z.optional(id),
		id,
	},
);

/** Reads a submission from unknown input; every issue has its path. */
export function parseSubmission(input: unknown): ParseResult<Submission> {
	return validate(submissionSchema, input);
}

/** The server's side of {@link toWire}: a submission from a path and a body. */
export function parseWireSubmission(
	path: Scope & { id: string },
	body: unknown,
): ParseResult<Submission> {
	const where = validate(pathSchema, path);
	const what = validate(wireBodySchema, body);
	if (where.kind === "invalid") return where;
	if (what.kind === "invalid") return what;
	return {
		kind: "parsed",
		value: { ...where.value, response: what.value.response },
	};
}

/** Whether the header `Procore-Company-Id` is the path's company (contract §1: an integer, required). */
export function parseCompanyHeader(
	value: string | null | undefined,
	companyId: string,
): ParseResult<string> {
	if (value === null || value === undefined || value === "")
		return invalidHeader("is missing: send the company's id");
	if (!/^[0-9]+$/.test(value)) return invalidHeader("must be an integer");
	if (trimZeros(value) !== trimZeros(companyId))
		return invalidHeader("must be the company of the path");
	return { kind: "parsed", value };
}

function invalidHeader(what: string): ParseResult<string> {
	const name = "Procore-Company-Id";
	return {
		kind: "invalid",
		issues: [malformedIssue(["headers", name], `\`${name}\` ${what}.`)],
	};
}

function trimZeros(digits: string): string {
	return digits.replace(/^0+(?=.)/, "");
}
