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

/** The issues of a submission with these attachments. */
function issuesOfAttachments(attachments: object) {
	const { response } = submission();
	const parsed = parseSubmission({
		...submission(),
		response: { ...response, attachments },
	});
	return parsed.kind === "invalid" ? parsed.issues : [];
}

test.each([
	[19, 19],
	[4_000, 4_000],
	[6_000, 50],
	[500_000, 50],
])("a list of %i invalid items has %i issues", (count, found) => {
	const upload_ids = Array.from({ length: count }, () => 1);
	expect(issuesOfAttachments({ upload_ids })).toHaveLength(found);
});

test("an invalid item late in a long list is an issue, and a long list without one is valid", () => {
	const upload_ids = Array.from({ length: 200_000 }, () => "1");
	expect(issuesOfAttachments({ upload_ids })).toEqual([]);
	expect(issuesOfAttachments({ upload_ids: [...upload_ids, 1] })).toEqual([
		{
			code: "malformed",
			path: [],
			message: "Later items of a long list are not valid, or were not checked.",
		},
	]);
});

test("nesting deeper than the stack is an issue", () => {
	const deep = "[".repeat(500_000) + "]".repeat(500_000);
	const upload_ids = [
		...Array.from({ length: 9_000 }, () => 1),
		JSON.parse(deep),
	];
	expect(issuesOfAttachments({ upload_ids }).length).toBeGreaterThan(0);
	expect(validate(submissionSchema, JSON.parse(deep)).kind).toBe("invalid");
});

test("only a few of many misspelt keys have a suggestion", () => {
	const keys = Array.from({ length: 31_000 }, (_, i) => [
		`comment${i % 2 === 0 ? "" : "s"}`.padEnd(9, String(i % 10)) + i,
		1,
	]);
	const parsed = validate(z.strictObject({}), {
		...Object.fromEntries(keys),
		coment: 1,
	});
	const [issue] = parsed.kind === "invalid" ? parsed.issues : [];
	expect(issue?.message.length).toBeLessThan(500);
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

test("returns the value as the schema parses it", () => {
	expect(validate(z.object({ a: z.string() }), { a: "x", b: 1 })).toEqual({
		kind: "parsed",
		value: { a: "x" },
	});
});

test.each([
	[z.object({ a: z.object({}) }), "`a` must be an object."],
	[z.object({ a: z.array(z.string()) }), "`a` must be an array."],
	[z.object({ a: z.string().check(z.minLength(1)) }), "`a` must not be empty."],
])("states what is expected: %#", (schema, message) => {
	expect(validate<unknown>(schema, { a: "" })).toMatchObject({
		issues: [{ message }],
	});
});

test("suggests keys for the first ten unknown ones", () => {
	const keys = [..."abcdefghijkl"].map((letter) => [`comment${letter}`, 1]);
	const parsed = validate(z.strictObject({}), Object.fromEntries(keys));
	const guesses = JSON.stringify(parsed).match(/`comment`/g);
	expect(guesses).toHaveLength(10);
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
