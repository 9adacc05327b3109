import { type Issue, parseSubmission, type Submission } from "@signoff/core";

/** A response whose step and option may still have to be looked up. */
export type Draft = {
	company_id: string;
	project_id: string | undefined;
	id: string;
	/** `null`: the current step. */
	step: string | null;
	/** An id or a name; `null` if the person has to be asked. */
	option: string | null;
	comment: string | undefined;
};

/** Validates a draft. Placeholders stand in for a step and an option that are not known yet. */
export function draftIssues(draft: Draft): Issue[] {
	const { step, option } = draft;
	const parsed = parseSubmission(
		toSubmission(draft, step ?? "-", option ?? "-"),
	);
	return parsed.kind === "parsed" ? [] : parsed.issues;
}

/** The submission for a draft, with the ids of its step and option. */
export function toSubmission(
	{ company_id, project_id, id, comment }: Draft,
	step: string,
	option: string,
): Submission {
	return {
		company_id,
		...(project_id === undefined ? {} : { project_id }),
		id,
		response: {
			current_step_occurrence_id: step,
			selected_response_option_id: option,
			...(comment === undefined ? {} : { comment }),
		},
	};
}
