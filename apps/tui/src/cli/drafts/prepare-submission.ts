import { outcomes } from "@signoff/core/outcome";
import { malformedIssue } from "@signoff/core/validation";
import type { CommandContext } from "../context/command-context.ts";
import { readSubmission } from "../context/read-stdin.ts";
import { outcomeResult } from "../output/outcome-result.ts";
import { usageErrorResult } from "../output/usage-error-result.ts";
import {
	completeDraft,
	failed,
	type PreparedSubmission,
} from "./complete-draft.ts";
import type { DraftFlags } from "./draft.ts";
import { promptForDraft } from "./prompt-for-missing.ts";

/**
 * Makes the submission of `respond` and `preview`: from flags, settings and prompts, or whole from standard input.
 *
 * @param deadlineMs for the reads, in milliseconds
 */
export async function prepareSubmission(
	context: CommandContext<DraftFlags>,
	deadlineMs?: number,
): Promise<PreparedSubmission> {
	if (context.flags.stdin) return readFromStdin(context);
	const result = await promptForDraft(context);
	return result.kind === "missing"
		? failed(usageErrorResult(result.issues))
		: completeDraft(result.draft, context, deadlineMs);
}

async function readFromStdin({
	flags,
	stdin,
	signal,
}: CommandContext<DraftFlags>): Promise<PreparedSubmission> {
	const conflicting = submissionFlags.filter(
		(name) => flags[name] !== undefined,
	);
	if (conflicting.length > 0)
		return failed(
			usageErrorResult(
				conflicting.map((name) =>
					malformedIssue(
						[],
						`\`--stdin\` reads the whole submission: leave out \`--${name}\`.`,
					),
				),
			),
		);
	const parsed = await readSubmission(stdin, signal);
	return parsed.kind === "parsed"
		? { kind: "ready", submission: parsed.value }
		: failed(outcomeResult(outcomes.invalid(parsed.issues)));
}

/** The flags that name a part of a submission. */
const submissionFlags = [
	"company-id",
	"project-id",
	"instance",
	"option",
	"step",
	"comment",
] as const;
