import type { Issue, StepOccurrence } from "@signoff/core";
import { malformedIssue, sanitize } from "@signoff/core/validation";
import type { Prompt } from "../../terminal/prompt.ts";
import type { CommandContext } from "../context/command-context.ts";
import { missingIssue, promptIfMissing } from "../context/required-input.ts";
import { projectIds } from "../context/settings.ts";
import type { DraftFlags, IncompleteDraft } from "./draft.ts";

/** A draft, or an issue for each part that stays missing. */
export type DraftResult =
	| { kind: "draft"; draft: IncompleteDraft }
	| { kind: "missing"; issues: Issue[] };

/** What a draft must have beside the rest. */
export type Requirements = {
	/** Whether the step is missing that the flags must name. @default false */
	needsStep?: boolean;
};

/** Reads a draft from flags and settings, and asks for the company and the instance if they are missing. */
export async function promptForDraft(
	{ flags, settings, prompt }: CommandContext<DraftFlags>,
	comment: string | undefined,
	{ needsStep = false }: Requirements,
): Promise<DraftResult> {
	const company_id = await promptIfMissing(
		settings.company_id,
		"company_id",
		prompt,
	);
	const id = await promptIfMissing(flags.instance, "id", prompt);
	const issues: Issue[] = [];
	if (company_id === null) issues.push(missingIssue("company_id"));
	if (id === null) issues.push(missingIssue("id"));
	if (projectIds(settings).length > 1)
		issues.push(
			malformedIssue(
				["project_id"],
				"Several projects are set: name the one of this instance with --project-id.",
			),
		);
	if (needsStep) issues.push(missingIssue("step"));
	if (flags.option === undefined && prompt === null)
		issues.push(missingIssue("option"));
	if (company_id === null || id === null || issues.length > 0)
		return { kind: "missing", issues };
	const draft: IncompleteDraft = {
		company_id,
		project_id: settings.project_id,
		id,
		step: flags.step ?? null,
		option: flags.option ?? null,
		comment,
	};
	return { kind: "draft", draft };
}

/** Asks for the option below a list of the step's options; `null` without an answer. */
export function promptForResponseOption(
	step: StepOccurrence | null,
	prompt: Prompt | null,
): Promise<string | null> {
	return promptIfMissing(
		undefined,
		"option",
		prompt === null ? null : (question) => prompt(optionList(step) + question),
	);
}

function optionList(step: StepOccurrence | null): string {
	const options = step?.available_response_options ?? [];
	const lines = options.map(
		({ id, name }) => `  ${sanitize(id)}  ${sanitize(name)}\n`,
	);
	const title = step?.name ? `${sanitize(step.name)}\n` : "";
	return title + lines.join("");
}
