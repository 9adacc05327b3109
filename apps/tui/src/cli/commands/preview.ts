import type { Submission } from "@signoff/core";
import { safe } from "@signoff/sdk";
import type { CommandContext } from "../context/command-context.ts";
import { prepareSubmission } from "../drafts/prepare-submission.ts";
import type { Result } from "../output/result.ts";

/** `signoff preview`: shows the outcome that a response would have. */
export async function preview(context: CommandContext): Promise<Result> {
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
