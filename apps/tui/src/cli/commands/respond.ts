import { safe } from "@signoff/sdk";
import { parseDeadline } from "../args/deadline.ts";
import { commonFlags, responseFlags, scopeFlags } from "../args/flag-groups.ts";
import type { CommandContext } from "../context/command-context.ts";
import { prepareSubmission } from "../drafts/prepare-submission.ts";
import type { Result } from "../output/result.ts";
import type { Command } from "./command.ts";
import { runPreview } from "./preview.ts";

/** `signoff respond`: answers a step. With `--dry-run` it previews the response instead. */
export const respond: Command = {
	summary: "Answer a step, and say for certain what is on record.",
	flags: [
		...scopeFlags,
		...responseFlags,
		"deadline",
		"dry-run",
		...commonFlags,
	],
	examples: [
		"signoff respond --company-id 4201 --project-id 77 --instance 9001 --option Approve",
		"signoff respond --stdin --json < submission.json",
	],
	run: answerStep,
};

async function answerStep(context: CommandContext): Promise<Result> {
	const { flags, client, signal } = context;
	const deadlineMs = parseDeadline(flags.deadline);
	if (typeof deadlineMs === "object")
		return { kind: "usage_error", issues: [deadlineMs] };
	const prepared = await prepareSubmission(context, deadlineMs);
	if (prepared.kind !== "ready") return prepared;
	const { submission, instance } = prepared;
	if (flags["dry-run"]) return runPreview(submission, context, deadlineMs);
	const settled = await safe(
		client.respond(submission, { instance, deadlineMs, signal }),
	);
	const outcome = settled.kind === "ok" ? settled.value : settled.outcome;
	const implied_step = submission.response.current_step_occurrence_id;
	const implied = flags.step === undefined && !flags.stdin;
	return { kind: "outcome", outcome, ...(implied ? { implied_step } : {}) };
}
