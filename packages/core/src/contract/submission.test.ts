import { describe, expect, test } from "vitest";
import { submission } from "../testing/builders.ts";
import { parseCompanyHeader } from "./company-header.ts";
import { parseSubmission } from "./parse-submission.ts";
import { attachmentKinds } from "./submission.ts";
import { parseWireSubmission } from "./wire-submission.ts";

const long = "x".repeat(10_000);

/** The submission with the field at a path set to a value; `undefined` removes it. */
function having(path: string, value: unknown): unknown {
	return set(submission(), path.split("."), value);
}

function set(
	object: object,
	[key = "", ...rest]: string[],
	value: unknown,
): unknown {
	const inner: unknown = Reflect.get(object, key);
	const changed =
		rest.length === 0
			? value
			: set(
					typeof inner === "object" && inner !== null ? inner : {},
					rest,
					value,
				);
	const others = Object.entries(object).filter(([name]) => name !== key);
	// `fromEntries`, because an assignment to `__proto__` does not create a key.
	return Object.fromEntries(
		changed === undefined ? others : [...others, [key, changed]],
	);
}

function issues(input: unknown): unknown {
	const parsed = parseSubmission(input);
	return parsed.kind === "invalid"
		? parsed.issues.map(({ code, path, message }) => [code, path, message])
		: parsed;
}

describe("accepts", () => {
	test.each<[string, unknown]>([
		["a project's instance", submission()],
		["a company's instance", having("project_id", undefined)],
		["a comment", having("response.comment", "Fine.")],
		["no comment: null", having("response.comment", null)],
		["no comment: empty", having("response.comment", "")],
		["10,000 characters", having("response.comment", long)],
		["emoji", having("response.comment", "👷🏽‍♀️ done 🎉")],
		["right to left", having("response.comment", "مقبول")],
		[
			"control characters",
			having("response.comment", "a\u0000b\u001b[31m\r\n"),
		],
		["space around", having("response.comment", "  a  ")],
		["no attachments", having("response.attachments", {})],
		["empty lists", having("response.attachments", { upload_ids: [] })],
		["ids as they are", having("id", " Ünï/c?o#de %2e ")],
		["an id of three dots", having("id", "...")],
		["an id that begins with a dot", having("id", ".a")],
		[
			"an option of one character",
			having("response.selected_response_option_id", "0"),
		],
		["a company of 40 digits", having("company_id", "9".repeat(40))],
		["a company of zero", having("company_id", "0")],
	])("%s", (_, input) => {
		expect(parseSubmission(input)).toEqual({ kind: "parsed", value: input });
	});

	test.each(attachmentKinds)("attachments in %s", (kind) => {
		const input = having("response.attachments", { [kind]: ["a", "b"] });
		expect(parseSubmission(input)).toEqual({ kind: "parsed", value: input });
	});
});

describe("refuses", () => {
	const required = [
		"company_id",
		"id",
		"response",
		"response.current_step_occurrence_id",
		"response.selected_response_option_id",
	];
	const ids = [
		"project_id",
		"id",
		"response.current_step_occurrence_id",
		"response.selected_response_option_id",
	];

	test.each(required)("a missing %s", (path) => {
		expect(issues(having(path, undefined))).toEqual([
			["malformed", path.split("."), `\`${path}\` is missing.`],
		]);
	});

	test.each([...ids, "company_id", "response.comment"])(
		"%s that is not a string",
		(path) => {
			for (const value of [1, true, {}, ["1"]])
				expect(issues(having(path, value))).toEqual([
					["malformed", path.split("."), `\`${path}\` must be a string.`],
				]);
		},
	);

	test.each(ids)("%s that is null", (path) => {
		expect(issues(having(path, null))).toEqual([
			["malformed", path.split("."), `\`${path}\` must be a string.`],
		]);
	});

	test.each(ids)("%s that is empty or a relative path", (path) => {
		const at = path.split(".");
		expect(issues(having(path, ""))).toEqual([
			["malformed", at, `\`${path}\` must not be empty.`],
		]);
		for (const dots of [".", ".."])
			expect(issues(having(path, dots))).toEqual([
				["malformed", at, `\`${path}\` must not be a relative path.`],
			]);
	});

	test.each([...ids, "response.comment"])(
		"%s with a lone surrogate",
		(path) => {
			for (const half of ["\ud83d", "a\udc00b"])
				expect(issues(having(path, half))).toEqual([
					[
						"malformed",
						path.split("."),
						`\`${path}\` must be well-formed Unicode.`,
					],
				]);
		},
	);

	test.each(["42a", "a42", " 42", "42\n", "-42", "4.2", "٤٢", "9".repeat(41)])(
		"a company_id of %j",
		(value) => {
			expect(issues(having("company_id", value))).toEqual([
				[
					"malformed",
					["company_id"],
					"`company_id` must be an integer, written in digits.",
				],
			]);
		},
	);

	test("an empty company_id", () => {
		expect(issues(having("company_id", ""))).toContainEqual([
			"malformed",
			["company_id"],
			"`company_id` must not be empty.",
		]);
	});

	test.each<[string, unknown, string]>([
		["response", "x", "`response` must be an object."],
		["response", [], "`response` must be an object."],
		["response.attachments", "x", "`response.attachments` must be an object."],
		["response.attachments", null, "`response.attachments` must be an object."],
		[
			"response.attachments.upload_ids",
			"x",
			"`response.attachments.upload_ids` must be an array.",
		],
	])("%s of another type: %j", (path, value, message) => {
		expect(issues(having(path, value))).toEqual([
			["malformed", path.split("."), message],
		]);
	});

	test.each<[unknown, string]>([
		[1, "must be a string."],
		["", "must not be empty."],
		["\ud83d", "must be well-formed Unicode."],
	])("a list with %j", (value, message) => {
		const input = having("response.attachments", { form_ids: ["a", value] });
		expect(issues(input)).toEqual([
			[
				"malformed",
				["response", "attachments", "form_ids", 1],
				`\`response.attachments.form_ids.1\` ${message}`,
			],
		]);
	});

	test.each([
		[null, "must be an object"],
		["text", "must be an object"],
		[[], "must be an object"],
		[undefined, "is missing"],
	])("%j instead of an object", (input, message) => {
		expect(issues(input)).toEqual([
			["malformed", [], `The request ${message}.`],
		]);
	});

	test.each([
		[
			"coment",
			[],
			"The request has a key that is not known here (did you mean `comment`?).",
		],
		["something", [], "The request has a key that is not known here."],
		["__proto__", [], "The request has a key that is not known here."],
		[
			"response.coment",
			["response"],
			"`response` has a key that is not known here (did you mean `comment`?).",
		],
		[
			"response.__proto__",
			["response"],
			"`response` has a key that is not known here.",
		],
		[
			"response.constructor",
			["response"],
			"`response` has a key that is not known here.",
		],
		[
			"response.attachments.upload_id",
			["response", "attachments"],
			"`response.attachments` has a key that is not known here (did you mean `upload_ids`?).",
		],
	])("an unknown key: %s", (path, at, message) => {
		expect(issues(having(path, { a: 1 }))).toEqual([
			["malformed", at, message],
		]);
	});

	test("a `__proto__` key parsed from JSON", () => {
		const text = JSON.stringify(submission()).replace(
			"{",
			'{"__proto__":{"comment":"x"},',
		);
		expect(parseSubmission(JSON.parse(text)).kind).toBe("invalid");
	});
});

const path = { company_id: "4201", project_id: "77", id: "9001" };
const body = { response: { ...submission().response, attachments: {} } };

describe("a submission is parsed from a path and a body", () => {
	test("of a project or a company", () => {
		expect(parseWireSubmission(path, body)).toEqual({
			kind: "parsed",
			value: { ...path, ...body },
		});
		const { project_id: _, ...company } = path;
		expect(parseWireSubmission(company, body)).toEqual({
			kind: "parsed",
			value: { ...company, ...body },
		});
	});

	test("only with `attachments`", () => {
		expect(
			parseWireSubmission(path, { response: submission().response }),
		).toEqual({
			kind: "invalid",
			issues: [
				{
					code: "malformed",
					path: ["response", "attachments"],
					message: "`response.attachments` is missing.",
				},
			],
		});
	});

	test("only with `response` as wrapper", () => {
		const parsed = parseWireSubmission(path, body.response);
		expect(parsed.kind === "invalid" && parsed.issues).toMatchObject([
			{ path: ["response"], message: "`response` is missing." },
			{
				path: [],
				message:
					"The request has 3 keys that are not known here (did you mean `current_step_occurrence_id`, `selected_response_option_id`, `attachments`?).",
			},
		]);
	});

	test.each<[object, string[]]>([
		[{ company_id: "x" }, ["company_id"]],
		[{ id: ".." }, ["id"]],
		[{ project_id: "" }, ["project_id"]],
	])("only with a valid path: %j", (part, at) => {
		const parsed = parseWireSubmission({ ...path, ...part }, {});
		expect(parsed.kind === "invalid" && parsed.issues).toMatchObject([
			{ path: at },
		]);
	});

	test("without other keys", () => {
		const more = { ...path, other: "x" };
		expect(parseWireSubmission(more, body).kind).toBe("invalid");
		expect(parseWireSubmission(path, { ...body, other: "x" }).kind).toBe(
			"invalid",
		);
		expect(
			parseWireSubmission(path, { response: { ...body.response, other: "x" } })
				.kind,
		).toBe("invalid");
	});
});

describe("the header Procore-Company-Id", () => {
	test.each([
		["4201", "4201"],
		["04201", "4201"],
		["4201", "0004201"],
		["0", "0"],
		["00", "0"],
		["0", "000"],
		["9007199254740993", "9007199254740993"],
	])("%s matches the company %s", (value, company) => {
		expect(parseCompanyHeader(value, company)).toEqual({
			kind: "parsed",
			value,
		});
	});

	test.each([
		[null, "is missing: send the company's id"],
		[undefined, "is missing: send the company's id"],
		["", "is missing: send the company's id"],
		["x", "must be an integer"],
		["42x", "must be an integer"],
		["x42", "must be an integer"],
		["4201.0", "must be an integer"],
		["-4201", "must be an integer"],
		[" 4201", "must be an integer"],
		["4202", "must be the company of the path"],
		["42010", "must be the company of the path"],
		["0", "must be the company of the path"],
		["420", "must be the company of the path"],
	])("%j is refused for the company 4201: %s", (value, message) => {
		expect(parseCompanyHeader(value, "4201")).toEqual({
			kind: "invalid",
			issues: [
				{
					code: "malformed",
					path: ["headers", "Procore-Company-Id"],
					message: `\`Procore-Company-Id\` ${message}.`,
				},
			],
		});
	});

	test("companies that differ beyond double precision are different", () => {
		expect(
			parseCompanyHeader("9007199254740993", "9007199254740992").kind,
		).toBe("invalid");
	});
});
