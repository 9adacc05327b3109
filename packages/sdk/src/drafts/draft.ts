import type {
	Attachments,
	Instance,
	Me,
	Scope,
	Submission,
} from "@signoff/core/contract";
import type { Outcome } from "@signoff/core/outcome";
import type { Issue } from "@signoff/core/validation";
import { checkOptions } from "../options/check-options.ts";
import { type ReadOptions, readRules } from "../options/read-options.ts";
import { isObject } from "../options/rules.ts";
import { validateSubmission } from "../settlement/validate-submission.ts";

/** What a person says: a response whose step and option may still have to be looked up. Unknown keys are refused. */
export type Draft = Scope & {
	/** The workflow instance. */
	id: string;
	/** The step occurrence; `null` or missing: the one that is current when the draft is resolved. */
	step?: string | null | undefined;
	/** The response option: its id or its name. */
	option: string;
	/** As in a submission. */
	comment?: string | null | undefined;
	/** As in a submission. */
	attachments?: Attachments | undefined;
};

/** The result of `resolveDraft`. */
export type ResolvedDraft =
	/**
	 * `instance`: as it was read; `undefined` if it could not be. `respond(submission, { instance })` reads it no more.
	 * `me`: the owner of the token; `null` if it could not be read.
	 */
	| {
			kind: "resolved";
			submission: Submission;
			instance: Instance | undefined;
			me: Me | null;
	  }
	/** There is no submission. `outcome` says why; paths of its issues are those of a submission. */
	| { kind: "refused"; outcome: Outcome };

/** How a draft is resolved. `deadlineMs` and `attemptTimeoutMs` hold for each read. */
export type ResolveDraftOptions = ReadOptions & {
	/** The instance, read before; saves a read. One of another id is ignored. */
	instance?: Instance | undefined;
};

/** @throws {TypeError} if an option is unknown or invalid */
export function checkResolveDraftOptions(options: ResolveDraftOptions): void {
	checkOptions(options, {
		...readRules,
		instance: ["an instance, as read before", isObject],
	});
}

/** Validates a draft. A placeholder stands in for a step that is not known yet. */
export function draftIssues(draft: Draft): Issue[] {
	const parsed = validateSubmission(
		toSubmission(draft, draft.step ?? "-", draft.option),
	);
	return parsed.kind === "parsed" ? [] : parsed.issues;
}

/** The submission for a draft, with the ids of its step and option. Keys that a draft does not have stay, to be refused. */
export function toSubmission(
	{ step: _step, option: _option, comment, attachments, ...rest }: Draft,
	stepId: string,
	optionId: string,
): Submission {
	const { project_id, ...parts } = rest;
	return {
		...parts,
		...(project_id === undefined ? {} : { project_id }),
		response: {
			current_step_occurrence_id: stepId,
			selected_response_option_id: optionId,
			...(comment === undefined ? {} : { comment }),
			...(attachments === undefined ? {} : { attachments }),
		},
	};
}
