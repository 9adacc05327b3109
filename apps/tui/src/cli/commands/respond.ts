import type { Outbox } from "../../outbox/outbox-api.ts";
import type { Flags } from "../args/flags.ts";
import {
	commonFlags,
	responseFlags,
	scopeFlags,
	waitFlag,
} from "../args/shared-flags.ts";
import { parseWait } from "../args/wait.ts";
import type { CommandContext } from "../context/command-context.ts";
import { withClient } from "../context/with-client.ts";
import { withOutbox } from "../context/with-outbox.ts";
import { sendingObjection } from "../drafts/check-guardrails.ts";
import { prepareSubmission } from "../drafts/prepare-submission.ts";
import { sendResponse } from "../drafts/send-response.ts";
import type { CommandResult } from "../output/command-result.ts";
import { usageErrorResult } from "../output/usage-error-result.ts";
import type { Command } from "./command.ts";
import { runPreview } from "./preview.ts";

const flags = {
	...scopeFlags,
	...responseFlags,
	...waitFlag,
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
		"signoff respond --company-id 4201 --project-id 77 --instance 9001 --step 1 --option Approve",
		"signoff respond --stdin --json < submission.json",
	],
	run: withClient(answerStep),
};

async function answerStep(
	context: CommandContext<RespondFlags>,
): Promise<CommandResult> {
	const waitMs = parseWait(context.flags.wait);
	if (typeof waitMs === "object") return usageErrorResult([waitMs]);
	return context.flags["dry-run"]
		? preview(context, waitMs)
		: withOutbox(context.process.env, (outbox) =>
				send(outbox, context, waitMs),
			);
}

async function preview(
	context: CommandContext<RespondFlags>,
	waitMs: number | undefined,
): Promise<CommandResult> {
	const prepared = await prepareSubmission(context, waitMs);
	return prepared.kind === "ready"
		? runPreview(prepared, context, waitMs)
		: prepared.result;
}

async function send(
	outbox: Outbox,
	context: CommandContext<RespondFlags>,
	waitMs: number | undefined,
): Promise<CommandResult> {
	const { flags, prompt } = context;
	const namesStep = flags.stdin === true || flags.step !== undefined;
	const prepared = await prepareSubmission(context, waitMs, {
		needsStep: !namesStep && prompt === null,
	});
	if (prepared.kind === "failed") return prepared.result;
	const objection = await sendingObjection(
		prepared,
		context,
		namesStep,
		waitMs,
	);
	return objection === null
		? sendResponse(outbox, prepared, context, waitMs)
		: usageErrorResult([objection]);
}
