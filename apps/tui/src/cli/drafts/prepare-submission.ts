import { outcomes } from "@signoff/core/outcome";
import { malformedIssue } from "@signoff/core/validation";
import { safe } from "@signoff/sdk";
import { filePaths } from "../../model/file-paths.ts";
import type { Flags } from "../args/flags.ts";
import type { commonFlags } from "../args/shared-flags.ts";
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
import { promptForDraft, type Requirements } from "./prompt-for-missing.ts";
import { readComment } from "./read-comment.ts";

type PreparedFlags = DraftFlags & Pick<Flags<typeof commonFlags>, "json">;

/**
 * Makes the submission of `respond` and `preview`: from flags, settings and prompts, or whole from standard input.
 *
 * @param deadlineMs for the reads, in milliseconds
 */
export async function prepareSubmission(
	context: CommandContext<PreparedFlags>,
	deadlineMs?: number,
	requirements: Requirements = {},
): Promise<PreparedSubmission> {
	const files = filePaths(context.flags.file);
	if (files.kind === "invalid") return failed(usageErrorResult(files.issues));
	const prepared = context.flags.stdin
		? await readFromStdin(context, deadlineMs)
		: await readFromFlags(context, requirements, deadlineMs);
	return prepared.kind === "ready"
		? { ...prepared, files: files.value }
		: prepared;
}

async function readFromFlags(
	context: CommandContext<DraftFlags>,
	requirements: Requirements,
	deadlineMs?: number,
): Promise<PreparedSubmission> {
	const comment = await readComment(context.flags);
	if (comment.kind === "invalid")
		return failed(usageErrorResult(comment.issues));
	const result = await promptForDraft(context, comment.value, requirements);
	return result.kind === "missing"
		? failed(usageErrorResult(result.issues))
		: completeDraft(result.draft, context, deadlineMs);
}

async function readFromStdin(
	{ flags, stdin, signal, client }: CommandContext<PreparedFlags>,
	deadlineMs?: number,
): Promise<PreparedSubmission> {
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
	if (parsed.kind === "invalid")
		return failed(outcomeResult(outcomes.invalid(parsed.issues)));
	const submission = parsed.value;
	const unread = {
		instance: undefined,
		me: null,
		files: [],
		optionName: null,
	};
	// A script needs no names, and the settlement reads what it needs itself.
	if (flags.json) return { kind: "ready", submission, ...unread };
	const [instance, me] = await Promise.all([
		safe(
			client.instances.get(submission, submission.id, { signal, deadlineMs }),
		),
		safe(client.me(submission, { signal, deadlineMs })),
	]);
	return {
		kind: "ready",
		submission,
		instance: instance.kind === "ok" ? instance.value : undefined,
		me: me.kind === "ok" ? me.value : null,
		files: [],
		optionName: null,
	};
}

/** The flags that name a part of a submission. */
const submissionFlags = [
	"company-id",
	"project-id",
	"instance",
	"option",
	"step",
	"comment",
	"comment-file",
] as const;
