import type { Instance, Issue } from "@signoff/core";
import { malformedIssue } from "@signoff/core/validation";
import { safe } from "@signoff/sdk";
import {
	type AnswerFacts,
	guardrailRefusal,
	needsResponseType,
} from "../../model/guardrails.ts";
import { responseTypeOf } from "../../model/response-type.ts";
import type { CommandContext } from "../context/command-context.ts";
import type { ReadySubmission } from "./complete-draft.ts";
import { confirmResponse } from "./confirm-response.ts";

/**
 * Why a response may not be sent; `null` if it may. At a terminal it asks for the confirmation that a guardrail, or a
 * step that was looked up, needs.
 *
 * @param isNamed whether the command line names the step
 */
export async function sendingObjection(
	ready: ReadySubmission,
	context: CommandContext,
	isNamed: boolean,
	deadlineMs: number | undefined,
): Promise<Issue | null> {
	const { prompt } = context;
	const { refusal, unconfirmed } = await refusals(ready, context, deadlineMs);
	if (refusal !== null) return refusal;
	if (prompt === null) return unconfirmed;
	const asks = unconfirmed !== null || !isNamed;
	return !asks || (await confirmResponse(ready, prompt)) ? null : notConfirmed;
}

/** Why the guardrails do not allow to send a response from here; `null` if they do. It asks nothing. */
export async function previewedObjection(
	ready: ReadySubmission,
	context: CommandContext,
	deadlineMs: number | undefined,
): Promise<Issue | null> {
	const { refusal, unconfirmed } = await refusals(ready, context, deadlineMs);
	return context.prompt === null ? (refusal ?? unconfirmed) : refusal;
}

/** Why a response may not be sent: at all, and without a person who confirms it. */
async function refusals(
	ready: ReadySubmission,
	context: CommandContext,
	deadlineMs: number | undefined,
): Promise<{ refusal: Issue | null; unconfirmed: Issue | null }> {
	const { guardrails = {} } = context.settings;
	const { submission } = ready;
	const facts: AnswerFacts = {
		project_id: submission.project_id,
		comment: submission.response.comment,
		batch_size: 1,
		...(needsResponseType(guardrails) && {
			response_type: responseTypeOf(
				submission,
				await knownInstance(ready, context, deadlineMs),
			),
		}),
	};
	return {
		refusal: guardrailRefusal(guardrails, { ...facts, confirmed: true }),
		unconfirmed: guardrailRefusal(guardrails, facts),
	};
}

/** A submission from standard input may have come without its instance. */
async function knownInstance(
	{ submission, instance }: ReadySubmission,
	{ client, signal }: CommandContext,
	deadlineMs: number | undefined,
): Promise<Instance | undefined> {
	if (instance !== undefined) return instance;
	const read = await safe(
		client.instances.get(submission, submission.id, { signal, deadlineMs }),
	);
	return read.kind === "ok" ? read.value : undefined;
}

const notConfirmed = malformedIssue(
	[],
	"Nothing was sent: the answer was not confirmed.",
);
