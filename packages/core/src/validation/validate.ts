import * as z from "zod/mini";
import { firstItems, hasManyValues } from "./first-items.ts";
import { type Issue, malformedIssue, type ParseResult } from "./issue.ts";
import { closestMatch } from "./suggest.ts";

/** The most unknown keys that are compared with the known ones. */
const maxSuggestions = 10;

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

/**
 * Parses unknown input with a schema. The issues name paths and expectations, never the input. If the input has many
 * values, only the first items of each list are searched for issues.
 */
export function validate<T>(
	schema: z.ZodMiniType<T>,
	input: unknown,
): ParseResult<T> {
	const isCut = hasManyValues(input) && !z.validate(schema, input);
	const result = schema.safeParse(isCut ? firstItems(input) : input, {
		error: expectation,
	});
	const issues = result.error?.issues.map(toIssue) ?? [];
	if (isCut)
		return { kind: "invalid", issues: [...issues.slice(0, 49), laterItems] };
	return result.success
		? { kind: "parsed", value: result.data }
		: { kind: "invalid", issues };
}

/** Ends the issues of a value of which not every item was checked. With it they are at most 50. */
const laterItems: Issue = malformedIssue(
	[],
	"Later items of a long list are not valid, or were not checked.",
);

function toIssue(issue: z.core.$ZodIssue): Issue {
	const path = issue.path.map((key) =>
		typeof key === "number" ? key : String(key),
	);
	const name = path.length === 0 ? "The request" : `\`${path.join(".")}\``;
	return malformedIssue(path, `${name} ${issue.message}.`);
}

/** Completes the sentence about a value. `undefined` for issues that have their own words. */
function expectation(issue: z.core.$ZodRawIssue): string | undefined {
	switch (issue.code) {
		case "unrecognized_keys":
			return `has ${issue.keys.length === 1 ? "a key that is" : `${issue.keys.length} keys that are`} not known here${suggestions(issue.keys)}`;
		case "invalid_type":
			return issue.input === undefined
				? "is missing"
				: `must be ${expected[issue.expected] ?? `of type ${issue.expected}`}`;
		case "too_small":
			return "must not be empty";
	}
}

const expected: Partial<Record<string, string>> = {
	string: "a string",
	object: "an object",
	array: "an array",
};

function suggestions(keys: string[]): string {
	const guesses = keys.slice(0, maxSuggestions).flatMap((key) => {
		const guess = closestMatch(key, knownKeys);
		return guess === null ? [] : `\`${guess}\``;
	});
	return guesses.length === 0 ? "" : ` (did you mean ${guesses.join(", ")}?)`;
}
