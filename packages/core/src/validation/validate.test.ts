import { expect, test } from "vitest";
import * as z from "zod/mini";
import { parseSubmission } from "../contract/parse-submission.ts";
import { submissionSchema } from "../contract/submission.ts";
import { submission } from "../testing/builders.ts";
import { validate } from "./validate.ts";

const secret = "s3cr3t-value";

test("no issue repeats the input", () => {
	const inputs = [
		{ ...submission(), [secret]: 1 },
		{ ...submission(), company_id: secret },
		{ ...submission(), id: [secret] },
		submission({ comment: `${secret}\ud83d` }),
		secret,
	];
	for (const input of inputs) {
		const parsed = validate(submissionSchema, input);
		expect(parsed.kind).toBe("invalid");
		expect(JSON.stringify(parsed)).not.toContain(secret);
	}
});

test("returns at most twenty issues", () => {
	const of = (count: number) => {
		const upload_ids = Array.from({ length: count }, () => 1);
		const parsed = parseSubmission(
			JSON.parse(
				JSON.stringify({
					...submission(),
					response: { ...submission().response, attachments: { upload_ids } },
				}),
			),
		);
		return parsed.kind === "invalid" ? parsed.issues.length : 0;
	};
	expect(of(19)).toBe(19);
	expect(of(20)).toBe(20);
	expect(of(500)).toBe(20);
});

test("returns all issues at once", () => {
	const parsed = parseSubmission({
		company_id: "x",
		response: {},
		extra: 1,
		more: 2,
	});
	expect(
		parsed.kind === "invalid" && parsed.issues.map(({ message }) => message),
	).toEqual([
		"`company_id` must be an integer, written in digits.",
		"`id` is missing.",
		"`response.current_step_occurrence_id` is missing.",
		"`response.selected_response_option_id` is missing.",
		"The request has 2 keys that are not known here.",
	]);
});

test("suggests a key for each misspelt key", () => {
	const schema = z.strictObject({});
	const parsed = validate(schema, { coment: 1, projectid: 2, zzz: 3 });
	expect(parsed).toEqual({
		kind: "invalid",
		issues: [
			{
				code: "malformed",
				path: [],
				message:
					"The request has 3 keys that are not known here (did you mean `comment`, `project_id`?).",
			},
		],
	});
});

test.each([
	["company_idd", "company_id"],
	["projct_id", "project_id"],
	["ID", "id"],
	["respnse", "response"],
	["current_step_occurence_id", "current_step_occurrence_id"],
	["selected_response_option", null],
	["selected_response_optionid", "selected_response_option_id"],
	["Comment", "comment"],
	["attachment", "attachments"],
	["file_version_id", "file_version_ids"],
	["prostore_file_id", "prostore_file_ids"],
	["form_id", "form_ids"],
	["image_id", "image_ids"],
	["uploads_ids", "upload_ids"],
	["drawing_revison_ids", "drawing_revision_ids"],
])("for %s it suggests %s", (typed, meant) => {
	const parsed = validate(z.strictObject({}), { [typed]: 1 });
	expect(parsed.kind === "invalid" && parsed.issues[0]?.message).toBe(
		`The request has a key that is not known here${meant === null ? "" : ` (did you mean \`${meant}\`?)`}.`,
	);
});

test("names a type that has no message", () => {
	const parsed = validate(
		z.object({ n: z.number(), list: z.array(z.object({ b: z.boolean() })) }),
		{
			n: "x",
			list: [{ b: 1 }, {}],
		},
	);
	expect(parsed).toMatchObject({
		issues: [
			{ path: ["n"], message: "`n` must be of type number." },
			{
				path: ["list", 0, "b"],
				message: "`list.0.b` must be of type boolean.",
			},
			{ path: ["list", 1, "b"], message: "`list.1.b` is missing." },
		],
	});
});

test("null is not missing", () => {
	expect(validate(z.object({ a: z.string() }), { a: null })).toMatchObject({
		issues: [{ message: "`a` must be a string." }],
	});
});

test("prints a symbol key", () => {
	const schema = z.record(z.symbol(), z.string());
	const parsed = validate(schema, { [Symbol("x")]: 1 });
	expect(parsed).toMatchObject({ issues: [{ path: ["Symbol(x)"] }] });
});
