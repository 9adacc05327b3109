import type { Issue } from "@signoff/core";
import { malformedIssue } from "@signoff/core/validation";
import type { Prompt } from "../../terminal/prompt.ts";

/** Each required part of a response: how to ask for it, and what to say if it is missing. */
const inputs = {
	company_id: {
		path: ["company_id"],
		question: "Company id:",
		hint: "The company is missing: give --company-id, or set SIGNOFF_COMPANY_ID.",
	},
	id: {
		path: ["id"],
		question: "Instance id:",
		hint: "The instance is missing: give --instance.",
	},
	step: {
		path: ["response", "current_step_occurrence_id"],
		question: "Step id:",
		hint: "The step is missing: give --step, so that the same command never answers the next step as well. `signoff inbox` shows the steps that wait for you.",
	},
	option: {
		path: ["response", "selected_response_option_id"],
		question: "Your answer (id or name):",
		hint: "The response option is missing: give --option, as an id or a name.",
	},
} as const;

/** A required part of a response. */
export type RequiredInput = keyof typeof inputs;

/** The issue for a required part that is missing. */
export function missingIssue(input: RequiredInput): Issue {
	return malformedIssue([...inputs[input].path], inputs[input].hint);
}

/** Returns the given value, else the person's answer. Resolves to `null` without a terminal or an answer. */
export async function promptIfMissing(
	value: string | undefined,
	input: RequiredInput,
	prompt: Prompt | null,
): Promise<string | null> {
	return value ?? (prompt === null ? null : prompt(inputs[input].question));
}
