import type { Outbox } from "../../outbox/outbox-api.ts";
import type { Flags } from "../args/flags.ts";
import type {
	responseFlags,
	scopeFlags,
	waitFlag,
} from "../args/shared-flags.ts";
import { parseWait } from "../args/wait.ts";
import type { CommandContext } from "../context/command-context.ts";
import type { CommandRun } from "../context/invocation.ts";
import { withClient } from "../context/with-client.ts";
import { withOutbox } from "../context/with-outbox.ts";
import {
	previewedObjection,
	sendingObjection,
} from "../drafts/check-guardrails.ts";
import { prepareSubmission } from "../drafts/prepare-submission.ts";
import { sendResponse } from "../drafts/send-response.ts";
import type { CommandResult } from "../output/command-result.ts";
import { usageErrorResult } from "../output/usage-error-result.ts";
import { runPreview } from "./preview-response.ts";

type RespondFlags = Flags<
	typeof scopeFlags &
		typeof responseFlags &
		typeof waitFlag & { "dry-run": { type: "boolean"; help: string } }
>;

/** Answers a step, or previews the answer. */
export const answerStep: CommandRun<RespondFlags> = withClient(answer);

async function answer(
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
	if (prepared.kind === "failed") return prepared.result;
	const objection = await previewedObjection(prepared, context, waitMs);
	return objection === null
		? runPreview(prepared, context, waitMs)
		: usageErrorResult([objection]);
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
