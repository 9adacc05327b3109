import type { Instance, Me, Outcome, Submission } from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import { type Draft, safe } from "@signoff/sdk";
import { subjectText } from "../../model/response-subject.ts";
import type { CommandContext } from "../context/command-context.ts";
import { missingIssue } from "../context/required-input.ts";
import type { CommandResult } from "../output/command-result.ts";
import { outcomeResult } from "../output/outcome-result.ts";
import { usageErrorResult } from "../output/usage-error-result.ts";
import type { IncompleteDraft } from "./draft.ts";
import { promptForResponseOption } from "./prompt-for-missing.ts";

/** A submission, and what was read on the way to it. */
export type ReadySubmission = {
	submission: Submission;
	/** `undefined` if it was not read. */
	instance: Instance | undefined;
	/** The owner of the token; `null` if unknown. */
	me: Me | null;
	/** Absolute paths of files to attach. */
	files: string[];
	/** The option as it was typed, if that was its name. */
	optionName: string | null;
};

/** A submission, or the result of the command if there is none. */
export type PreparedSubmission =
	| ({ kind: "ready" } & ReadySubmission)
	| { kind: "failed"; result: CommandResult };

/**
 * Turns a draft into a submission. Asks for the option if the draft has none.
 *
 * @param deadlineMs for the reads, in milliseconds
 */
export async function completeDraft(
	draft: IncompleteDraft,
	context: CommandContext,
	deadlineMs?: number,
): Promise<PreparedSubmission> {
	const { option } = draft;
	return option === null
		? askForOption(draft, context, deadlineMs)
		: resolve({ ...draft, option }, context, deadlineMs);
}

async function askForOption(
	draft: IncompleteDraft,
	context: CommandContext,
	deadlineMs?: number,
): Promise<PreparedSubmission> {
	const { client, signal, prompt } = context;
	const read = await safe(
		client.instances.get(draft, draft.id, { signal, deadlineMs }),
	);
	if (read.kind === "failed")
		return failed(outcomeResult(read.outcome, aboutDraft(draft)));
	const instance = read.value;
	const current = instance.current_step_occurrence;
	const stepId = draft.step ?? current?.id;
	// Without a step the draft is refused, whatever its option.
	if (stepId === undefined)
		return resolve({ ...draft, option: "-" }, context, deadlineMs, instance);
	const step = current?.id === stepId ? current : null;
	const option = await promptForResponseOption(step, prompt);
	return option === null
		? failed(usageErrorResult([missingIssue("option")]))
		: resolve({ ...draft, option }, context, deadlineMs, instance);
}

async function resolve(
	draft: Draft,
	{ client, signal }: CommandContext,
	deadlineMs?: number,
	instance?: Instance,
): Promise<PreparedSubmission> {
	const resolved = await safe(
		client.resolveDraft(draft, { signal, deadlineMs, instance }),
	);
	if (resolved.kind === "failed")
		return failed(outcomeResult(resolved.outcome, aboutDraft(draft)));
	if (resolved.value.kind === "refused")
		return failed(
			outcomeResult(withFlag(resolved.value.outcome), aboutDraft(draft)),
		);
	const { selected_response_option_id } = resolved.value.submission.response;
	const isName = draft.option !== selected_response_option_id;
	const optionName = isName ? draft.option : null;
	return { ...resolved.value, kind: "ready", files: [], optionName };
}

/** What a draft is about, as far as it is known before it is resolved. */
function aboutDraft({ id, step = null }: Pick<Draft, "id" | "step">): {
	about: string;
} {
	const unknown = {
		item: null,
		step_name: null,
		option: null,
		option_id: null,
	};
	return { about: subjectText({ ...unknown, instance_id: id, step_id: step }) };
}

/** Names the flag that helps, if the draft has no step. */
function withFlag(outcome: Outcome): Outcome {
	if (outcome.kind !== "invalid") return outcome;
	return outcomes.invalid(
		outcome.issues.map((issue) =>
			issue.code === "no_current_step"
				? {
						...issue,
						message: issue.message.replace(/\.$/, " with --step."),
					}
				: issue,
		),
	);
}

/** There is no submission; the command ends with this result. */
export function failed(result: CommandResult): PreparedSubmission {
	return { kind: "failed", result };
}
