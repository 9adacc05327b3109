import type * as z from "zod/mini";
import { type Issue, malformedIssue, type ParseResult } from "./issue.ts";
import { closestMatch } from "./suggest.ts";

const maxIssues = 20;

/** Every key of a submission or wire body; misspelt keys are compared with them. */
const knownKeys = [
	"company_id",
	"project_id",
	"id",
	"response",
	"current_step_occurrence_id",
	"selected_response_option_id",
	"comment",
	"attachments",
	"file_version_ids",
	"prostore_file_ids",
	"form_ids",
	"image_ids",
	"upload_ids",
	"drawing_revision_ids",
] as const;

/** Parses unknown input with a schema. The issues name paths and expectations, never the input. */
export function validate<T>(
	schema: z.ZodMiniType<T>,
	input: unknown,
): ParseResult<T> {
	const result = schema.safeParse(input);
	if (result.success) return { kind: "parsed", value: result.data };
	const issues = result.error.issues.slice(0, maxIssues);
	return {
		kind: "invalid",
		issues: issues.map((each) => toIssue(each, input)),
	};
}

function toIssue(issue: z.core.$ZodIssue, input: unknown): Issue {
	const path = issue.path.map((key) =>
		typeof key === "number" ? key : String(key),
	);
	return malformedIssue(path, issueMessage(issue, input, path));
}

function issueMessage(
	issue: z.core.$ZodIssue,
	input: unknown,
	path: Issue["path"],
): string {
	const name = path.length === 0 ? "The request" : `\`${path.join(".")}\``;
	switch (issue.code) {
		case "unrecognized_keys":
			return `${name} has ${issue.keys.length === 1 ? "a key that is" : `${issue.keys.length} keys that are`} not known here${suggestions(issue.keys)}.`;
		case "invalid_type":
			return valueAt(input, path) === undefined
				? `${name} is missing.`
				: `${name} must be ${expected[issue.expected] ?? `of type ${issue.expected}`}.`;
		case "too_small":
			return `${name} must not be empty.`;
		default:
			return `${name} ${issue.message}.`;
	}
}

const expected: Partial<Record<string, string>> = {
	string: "a string",
	object: "an object",
	array: "an array",
};

function suggestions(keys: string[]): string {
	const guesses = keys
		.map((key) => closestMatch(key, knownKeys))
		.filter((guess) => guess !== null);
	return guesses.length === 0
		? ""
		: ` (did you mean ${guesses.map((guess) => `\`${guess}\``).join(", ")}?)`;
}

function valueAt(input: unknown, path: Issue["path"]): unknown {
	return path.reduce<unknown>(
		(value, key) =>
			typeof value === "object" && value !== null
				? Reflect.get(value, key)
				: undefined,
		input,
	);
}
