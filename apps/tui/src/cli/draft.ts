import { type Issue, parseSubmission, type Submission } from "@signoff/core";
import type { Session } from "./context/command-context.ts";
import { given, missing } from "./context/required-input.ts";

/** A response as far as it was named: the step and the option may still have to be found. */
export type Draft = {
	company_id: string;
	project_id: string | undefined;
	id: string;
	step: string | null;
	option: string | null;
	comment: string | undefined;
};

/** A draft; or what is missing from it, or malformed in it. */
export type Drafted =
	| { kind: "draft"; draft: Draft }
	| { kind: "missing"; issues: Issue[] }
	| { kind: "invalid"; issues: Issue[] };

/** Puts a draft together from flags and settings, and asks for what is missing. The option can be asked for later. */
export async function draftFrom({
	args: { texts },
	settings,
	ask,
}: Session): Promise<Drafted> {
	const company_id = await given(settings.company_id, "company_id", ask);
	const id = await given(texts.instance, "id", ask);
	const issues: Issue[] = [];
	if (company_id === null) issues.push(missing("company_id"));
	if (id === null) issues.push(missing("id"));
	if (texts.option === undefined && ask === null)
		issues.push(missing("option"));
	if (company_id === null || id === null || issues.length > 0)
		return { kind: "missing", issues };
	return wellFormed({
		company_id,
		project_id: settings.project_id,
		id,
		step: texts.step ?? null,
		option: texts.option ?? null,
		comment: texts.comment,
	});
}

/** What is malformed is refused before anything is read; what is still unknown stands in as something well-formed. */
function wellFormed(draft: Draft): Drafted {
	const checked = parseSubmission(
		submissionOf(draft, draft.step ?? "-", draft.option ?? "-"),
	);
	return checked.kind === "parsed" ? { kind: "draft", draft } : checked;
}

/** The submission that a draft comes to, once step and option are known. */
export function submissionOf(
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
