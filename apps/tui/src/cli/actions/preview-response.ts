import { exitCodes } from "@signoff/core";
import { safe } from "@signoff/sdk";
import { subjectOf, subjectText } from "../../model/response-subject.ts";
import type { CommandContext } from "../context/command-context.ts";
import type { CommandRun } from "../context/invocation.ts";
import { withClient } from "../context/with-client.ts";
import type { ReadySubmission } from "../drafts/complete-draft.ts";
import type { DraftFlags } from "../drafts/draft.ts";
import { prepareSubmission } from "../drafts/prepare-submission.ts";
import type { CommandResult } from "../output/command-result.ts";
import { outcomeResult } from "../output/outcome-result.ts";
import { previewLines } from "../output/preview-lines.ts";

/** Shows the outcome that a response would have. */
export const previewResponse: CommandRun<DraftFlags> = withClient(preview);

async function preview(
	context: CommandContext<DraftFlags>,
): Promise<CommandResult> {
	const prepared = await prepareSubmission(context);
	return prepared.kind === "ready"
		? runPreview(prepared, context)
		: prepared.result;
}

/** Previews a submission. Nothing is sent, and no file is uploaded. */
export async function runPreview(
	{ submission, instance: known, optionName }: ReadySubmission,
	{ client, signal }: CommandContext,
	deadlineMs?: number,
): Promise<CommandResult> {
	const previewed = await safe(
		client.preview(submission, { signal, deadlineMs }),
	);
	if (previewed.kind === "failed")
		return outcomeResult(previewed.outcome, {
			about: subjectText(subjectOf(submission, known, optionName)),
		});
	const { preview, instance } = previewed.value;
	const about = subjectText(subjectOf(submission, instance, optionName));
	return {
		exitCode: exitCodes[preview.would],
		json: [{ preview, instance }],
		text: (theme) => previewLines(preview, theme, about),
	};
}
