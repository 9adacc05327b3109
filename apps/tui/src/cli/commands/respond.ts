import { safe } from "@signoff/sdk";
import { parseDeadline } from "../args/deadline.ts";
import type { Flags } from "../args/flags.ts";
import {
	commonFlags,
	deadlineFlag,
	responseFlags,
	scopeFlags,
} from "../args/shared-flags.ts";
import type { CommandContext } from "../context/command-context.ts";
import { withClient } from "../context/with-client.ts";
import { prepareSubmission } from "../drafts/prepare-submission.ts";
import { resendHint } from "../drafts/resend-hint.ts";
import type { CommandResult } from "../output/command-result.ts";
import { outcomeResult } from "../output/outcome-result.ts";
import { usageErrorResult } from "../output/usage-error-result.ts";
import type { Command } from "./command.ts";
import { runPreview } from "./preview.ts";

const flags = {
	...scopeFlags,
	...responseFlags,
	...deadlineFlag,
	"dry-run": {
		type: "boolean",
		help: "Send nothing; show the outcome that the response would have.",
	},
	...commonFlags,
} as const;

type RespondFlags = Flags<typeof flags>;

/** `signoff respond`: answers a step. With `--dry-run` it previews the response instead. */
export const respond: Command = {
	name: "respond",
	summary: "Answer a step, and say for certain what is on record.",
	flags,
	examples: [
		"signoff respond --company-id 4201 --project-id 77 --instance 9001 --option Approve",
		"signoff respond --stdin --json < submission.json",
	],
	run: withClient(answerStep),
};

async function answerStep(
	context: CommandContext<RespondFlags>,
): Promise<CommandResult> {
	const { flags, client, signal } = context;
	const deadlineMs = parseDeadline(flags.deadline);
	if (typeof deadlineMs === "object") return usageErrorResult([deadlineMs]);
	const prepared = await prepareSubmission(context, deadlineMs);
	if (prepared.kind !== "ready") return prepared.result;
	const { submission, instance } = prepared;
	if (flags["dry-run"]) return runPreview(submission, context, deadlineMs);
	const settled = await safe(
		client.respond(submission, { instance, deadlineMs, signal }),
	);
	const outcome = settled.kind === "ok" ? settled.value : settled.outcome;
	return outcomeResult(outcome, resendHint(flags, submission, outcome));
}
