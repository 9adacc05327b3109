import { outcomes } from "@signoff/core/outcome";
import type { EdgeContext } from "../request/context.ts";
import { readSubmission } from "../request/submission.ts";
import { replyWithOutcome } from "../responses/problem.ts";

/** `POST …/workflows/instances/{id}/responses/preview`: what the same request to `…/responses` would lead to. */
export async function handlePreview(c: EdgeContext): Promise<Response> {
	const submission = await readSubmission(c);
	if (submission.kind === "invalid")
		return replyWithOutcome(c, outcomes.invalid(submission.issues));
	const result = await c
		.get("upstream")
		.preview(c.get("principal"), submission.value);
	if (result.kind === "refused") return replyWithOutcome(c, result.outcome);
	const { preview, instance } = result;
	return c.json({ preview, instance });
}
