import {
	type Instance,
	type Issue,
	parseSubmission,
	type Submission,
} from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import { type SafeResult, safe } from "@signoff/sdk";
import type { CommandContext } from "../context/command-context.ts";
import { missingIssue } from "../context/required-input.ts";
import type { Result } from "../output/result.ts";
import { type Draft, draftIssues, toSubmission } from "./draft.ts";
import { findResponseOption } from "./find-response-option.ts";
import { promptForResponseOption } from "./prompt-for-missing.ts";

/** A submission, with the instance if it was read; or the result that says why there is no submission. */
export type PreparedSubmission =
	| { kind: "ready"; submission: Submission; instance?: Instance }
	| Extract<Result, { kind: "outcome" | "usage_error" }>;

/**
 * Looks up the step and the option of a draft on its instance. Asks for the option if the draft has none.
 *
 * @param deadlineMs for the reads, in milliseconds
 */
export async function resolveDraft(
	draft: Draft,
	context: CommandContext,
	deadlineMs?: number,
): Promise<PreparedSubmission> {
	const issues = draftIssues(draft);
	if (issues.length > 0) return invalidSubmission(issues);
	const read = await readInstance(draft, context, deadlineMs);
	if (read.kind === "ok") return resolveOn(read.value, draft, context);
	return resolveUnread(draft) ?? { kind: "outcome", outcome: read.outcome };
}

/** Reads the instance and, at the same time, `me`: the client caches it and needs it to find this person's row. */
async function readInstance(
	{ company_id, project_id, id }: Draft,
	{ client, signal }: CommandContext,
	deadlineMs?: number,
): Promise<SafeResult<Instance>> {
	const scope = { company_id, project_id };
	const [instance] = await Promise.all([
		safe(client.instances.get(scope, id, { signal, deadlineMs })),
		safe(client.me(scope, { signal, deadlineMs })),
	]);
	return instance;
}

async function resolveOn(
	instance: Instance,
	draft: Draft,
	{ prompt }: CommandContext,
): Promise<PreparedSubmission> {
	const current = instance.current_step_occurrence;
	const stepId = draft.step ?? current?.id;
	if (stepId === undefined) return invalidSubmission([noCurrentStep]);
	const step = current?.id === stepId ? current : null;
	const option = await promptForResponseOption(draft, step, prompt);
	if (option === null)
		return { kind: "usage_error", issues: [missingIssue("option")] };
	const match = findResponseOption(
		option,
		step?.available_response_options ?? [],
	);
	if (match.kind === "ambiguous") return invalidSubmission([ambiguousOption]);
	const parsed = parseSubmission(toSubmission(draft, stepId, match.id));
	if (parsed.kind === "invalid") return invalidSubmission(parsed.issues);
	// If the step is not current, this read proves nothing, and the settlement has to read for itself.
	return {
		kind: "ready",
		submission: parsed.value,
		...(step === null ? {} : { instance }),
	};
}

/**
 * Resolves a draft whose instance cannot be read, if it names both step and option. The option must be written in
 * digits: it is taken for an id, since a name cannot be looked up. The server decides about the rest.
 */
function resolveUnread(draft: Draft): PreparedSubmission | null {
	const { step, option } = draft;
	if (step === null || option === null || !/^[0-9]+$/.test(option)) return null;
	return { kind: "ready", submission: toSubmission(draft, step, option) };
}

const noCurrentStep: Issue = {
	code: "no_current_step",
	path: ["response", "current_step_occurrence_id"],
	message:
		"The instance has no current step (its workflow may have ended): name the step with --step.",
};

const ambiguousOption: Issue = {
	code: "ambiguous_option",
	path: ["response", "selected_response_option_id"],
	message:
		"Several of the step's options have that name: give the option's id.",
};

/** The result for a submission with these issues. */
export function invalidSubmission(issues: Issue[]): PreparedSubmission {
	return { kind: "outcome", outcome: outcomes.invalid(issues) };
}
