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
	const { settings, prompt } = context;
	const { guardrails = {} } = settings;
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
	const refusal = guardrailRefusal(guardrails, { ...facts, confirmed: true });
	if (refusal !== null) return refusal;
	const unconfirmed = guardrailRefusal(guardrails, facts);
	if (prompt === null) return unconfirmed;
	const asks = unconfirmed !== null || !isNamed;
	return !asks || (await confirmResponse(ready, prompt)) ? null : notConfirmed;
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
