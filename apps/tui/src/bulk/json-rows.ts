import { malformedIssue } from "@signoff/core/validation";
import type { ParsedRow, RowDefaults } from "./bulk-row.ts";
import { validateRow } from "./validate-row.ts";

/** The rows of JSON lines. Empty lines are skipped, and do not count. */
export async function* jsonRows(
	text: AsyncIterable<string>,
	defaults: RowDefaults,
): AsyncGenerator<ParsedRow, void, undefined> {
	let row = 0;
	for await (const line of linesOf(text))
		if (line.trim() !== "") yield parseLine(++row, line, defaults);
}

async function* linesOf(
	text: AsyncIterable<string>,
): AsyncGenerator<string, void, undefined> {
	let rest = "";
	for await (const chunk of text) {
		const lines = (rest + chunk).split("\n");
		rest = lines.pop() ?? "";
		yield* lines;
	}
	yield rest;
}

/** A line is a submission if it has a `response`, else a draft. */
function parseLine(
	row: number,
	line: string,
	defaults: RowDefaults,
): ParsedRow {
	const value = tryParse(line);
	if (typeof value !== "object" || value === null || Array.isArray(value))
		return bad(row, "It is not a JSON object on one line.");
	if ("response" in value) return validateRow(row, value, false, []);
	const { step, option, comment, attachments, ...rest } = {
		...withoutUndefined(defaults),
		...value,
	} as Record<string, unknown>;
	if (step === undefined || step === null)
		return bad(row, "The key `step` is missing.");
	if (option === undefined) return bad(row, "The key `option` is missing.");
	const draft = {
		...rest,
		response: {
			current_step_occurrence_id: step,
			selected_response_option_id: option,
			...(comment === undefined ? {} : { comment }),
			...(attachments === undefined ? {} : { attachments }),
		},
	};
	return validateRow(row, draft, true, []);
}

function tryParse(line: string): unknown {
	try {
		return JSON.parse(line);
	} catch {
		return undefined;
	}
}

function withoutUndefined(defaults: RowDefaults): Partial<RowDefaults> {
	return Object.fromEntries(
		Object.entries(defaults).filter(([, value]) => value !== undefined),
	);
}

function bad(row: number, message: string): ParsedRow {
	return { kind: "bad", row, issues: [malformedIssue([], message)] };
}
