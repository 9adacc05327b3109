import type { Outcome, Submission } from "@signoff/core";
import { sanitize } from "@signoff/core/validation";
import type { DraftFlags } from "./draft.ts";

/**
 * The flags with which the command sends the same submission again, if that is what settles the outcome: ids, since a
 * name is looked up anew, and the current step may be another one by then. No line if the command names both ids.
 */
export function resendHint(
	flags: DraftFlags,
	{ response }: Submission,
	outcome: Outcome,
): string[] {
	const step = response.current_step_occurrence_id;
	const option = response.selected_response_option_id;
	const namesBoth = flags.step === step && flags.option === option;
	if (outcome.kind !== "uncertain" || flags.stdin || namesBoth) return [];
	const named = `--step ${quoted(step)} --option ${quoted(option)}`;
	return [
		`  To send the same response again, run the same command, but with \`${named}\`.`,
	];
}

/** An id as a word of a shell. */
function quoted(id: string): string {
	return /^[\w.:-]+$/.test(id)
		? id
		: `'${sanitize(id).replaceAll("'", "'\\''")}'`;
}
