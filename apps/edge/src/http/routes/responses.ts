import type { Outcome } from "@signoff/core";
import { outcomeTraits } from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import { inSubmissionSpan } from "../../observability/tracing.ts";
import type { SubmitResult } from "../../upstreams/upstream.ts";
import type { EdgeContext } from "../request/context.ts";
import {
	defaultWaitSeconds,
	type Preferences,
	parsePrefer,
} from "../request/prefer.ts";
import { readSubmission } from "../request/submission.ts";
import { replyWithOutcome } from "../responses/problem.ts";
import { secondsUntil } from "../responses/seconds-until.ts";
import { settlementPath } from "./settlements.ts";

/** `POST …/workflows/instances/{id}/responses` (contract §1), at either level. */
export async function handleRespond(c: EdgeContext): Promise<Response> {
	const submission = await readSubmission(c);
	if (submission.kind === "invalid")
		return replyWithOutcome(c, outcomes.invalid(submission.issues));
	const preferences = parsePrefer(c.req.header("Prefer"));
	const { isAsync, waitMs } = preferences;
	const result = await inSubmissionSpan(
		c.get("traceContext"),
		() =>
			c.get("upstream").submit(c.get("principal"), submission.value, {
				isAsync,
				waitMs: waitMs ?? (isAsync ? 0 : defaultWaitSeconds * 1_000),
			}),
		(result) => (result.kind === "outcome" ? result.outcome.kind : null),
	);
	return result.kind === "accepted"
		? replyWithAccepted(c, result)
		: replyWithPreferred(c, result.outcome, preferences);
}

/** A 202: the settlement goes on, and `Location` has its address. */
function replyWithAccepted(
	c: EdgeContext,
	{ id, retry_at }: Extract<SubmitResult, { kind: "accepted" }>,
): Response {
	return c.body(null, 202, {
		"Preference-Applied": "respond-async",
		Location: `${c.get("publicUrl") ?? ""}${settlementPath(id)}`,
		"Retry-After": secondsUntil(retry_at, c.get("now")),
	});
}

/** A response on record is a 204, or a body with the outcome if the caller prefers one. Any other outcome has a body. */
function replyWithPreferred(
	c: EdgeContext,
	outcome: Outcome,
	{ wantsBody }: Preferences,
): Response {
	if (!wantsBody || !outcomeTraits[outcome.kind].onRecord)
		return replyWithOutcome(c, outcome);
	const { headers } = replyWithOutcome(c, outcome);
	const replayed = headers.get("Idempotency-Replayed");
	return c.json({ outcome }, 200, {
		"Preference-Applied": "return=representation",
		...(replayed === null ? {} : { "Idempotency-Replayed": replayed }),
	});
}
