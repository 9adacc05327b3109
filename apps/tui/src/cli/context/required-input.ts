import type { Issue } from "@signoff/core";
import { malformedIssue } from "@signoff/core/validation";
import type { Ask } from "../../terminal/prompt.ts";

/** The parts of a response that must be named, and how to name each. */
const needs = {
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
	option: {
		path: ["response", "selected_response_option_id"],
		question: "Your answer (id or name):",
		hint: "The response option is missing: give --option, as an id or a name.",
	},
} as const;

/** A part that may be asked for. */
export type Need = keyof typeof needs;

/** Says that a part is missing. */
export function missing(need: Need): Issue {
	return malformedIssue([...needs[need].path], needs[need].hint);
}

/** What was given, else what the person answers; `null` where it stays missing. */
export async function given(
	value: string | undefined,
	need: Need,
	ask: Ask | null,
): Promise<string | null> {
	return value ?? (ask === null ? null : ask(needs[need].question));
}
