import { malformedIssue } from "@signoff/core/validation";
import type { CommandContext } from "../context/command-context.ts";
import { readSubmission } from "../context/read-stdin.ts";
import {
	completeDraft,
	invalidSubmission,
	type PreparedSubmission,
} from "./complete-draft.ts";
import { promptForDraft } from "./prompt-for-missing.ts";

/**
 * Makes the submission of `respond` and `preview`: from flags, settings and prompts, or whole from standard input.
 *
 * @param deadlineMs for the reads, in milliseconds
 */
export async function prepareSubmission(
	context: CommandContext,
	deadlineMs?: number,
): Promise<PreparedSubmission> {
	if (context.flags.stdin) return readFromStdin(context);
	const result = await promptForDraft(context);
	return result.kind === "missing"
		? { kind: "usage_error", issues: result.issues }
		: completeDraft(result.draft, context, deadlineMs);
}

async function readFromStdin({
	flags,
	stdin,
	signal,
}: CommandContext): Promise<PreparedSubmission> {
	const conflicting = submissionFlags.filter(
		(name) => flags[name] !== undefined,
	);
	if (conflicting.length > 0)
		return {
			kind: "usage_error",
			issues: conflicting.map((name) =>
				malformedIssue(
					[],
					`\`--stdin\` reads the whole submission: leave out \`--${name}\`.`,
				),
			),
		};
	const parsed = await readSubmission(stdin, signal);
	return parsed.kind === "parsed"
		? { kind: "ready", submission: parsed.value }
		: invalidSubmission(parsed.issues);
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
