import type { Submission } from "@signoff/core";
import { safe } from "@signoff/sdk";
import { commonFlags, responseFlags, scopeFlags } from "../args/flag-groups.ts";
import type { CommandContext } from "../context/command-context.ts";
import { prepareSubmission } from "../drafts/prepare-submission.ts";
import type { Result } from "../output/result.ts";
import type { Command } from "./command.ts";

/** `signoff preview`: shows the outcome that a response would have. */
export const preview: Command = {
	summary: "Show the outcome that a response would have; nothing is sent.",
	flags: [...scopeFlags, ...responseFlags, ...commonFlags],
	examples: [
		"signoff preview --company-id 4201 --project-id 77 --instance 9001 --option Approve",
	],
	run: previewResponse,
};

async function previewResponse(context: CommandContext): Promise<Result> {
	const prepared = await prepareSubmission(context);
	return prepared.kind === "ready"
		? runPreview(prepared.submission, context)
		: prepared;
}

/** Previews a submission. Nothing is sent. */
export async function runPreview(
	submission: Submission,
	{ client, signal }: CommandContext,
	deadlineMs?: number,
): Promise<Result> {
	const previewed = await safe(
		client.preview(submission, { signal, deadlineMs }),
	);
	return previewed.kind === "ok"
		? { kind: "preview", ...previewed.value }
		: { kind: "outcome", outcome: previewed.outcome };
}
