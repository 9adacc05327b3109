import { type Instance, type Outcome, outcomeTraits } from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import { type Client, safe } from "@signoff/sdk";
import {
	type AnswerFacts,
	type Guardrails,
	guardrailRefusal,
} from "../model/guardrails.ts";
import { responseTypeOf } from "../model/response-type.ts";
import type { OutboxEntry } from "./entry.ts";

/**
 * Why the guardrails, which may have changed since an answer was decided, do not allow to send it; `null` if they do. Its
 * person confirmed it then. The type of an answer without a comment is read if a guardrail asks for it.
 *
 * @param instance as it was read before, if it was
 */
export async function entryObjection(
	client: Client,
	{ submission }: OutboxEntry,
	guardrails: Guardrails,
	instance: Instance | undefined,
	signal: AbortSignal,
): Promise<Outcome | null> {
	const { project_id, id, response } = submission;
	const facts: AnswerFacts = {
		project_id,
		comment: response.comment,
		confirmed: true,
	};
	const { comment_required = [] } = guardrails;
	const refusal = guardrailRefusal(guardrails, facts);
	if (refusal !== null) return outcomes.invalid([refusal]);
	if (comment_required.length === 0 || response.comment?.trim()) return null;
	const read =
		instance === undefined
			? await safe(client.instances.get(submission, id, { signal }))
			: ({ kind: "ok", value: instance } as const);
	// What cannot be read now is read again later.
	if (read.kind === "failed" && outcomeTraits[read.outcome.kind].retryable)
		return read.outcome;
	const known = read.kind === "ok" ? read.value : undefined;
	const response_type = responseTypeOf(submission, known);
	const issue = guardrailRefusal(guardrails, { ...facts, response_type });
	return issue === null ? null : outcomes.invalid([issue]);
}
