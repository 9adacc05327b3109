import { parseWireSubmission } from "@signoff/core/contract";
import { outcomes } from "@signoff/core/outcome";
import { inSubmissionSpan } from "../../observability/tracing.ts";
import { companyHeaderIssues } from "../middleware/company-header.ts";
import type { EdgeContext } from "../request/context.ts";
import { issuesOf } from "../request/issues.ts";
import { readJson } from "../request/read-body.ts";
import { scopeFromPath } from "../request/scope.ts";
import { replyWithOutcome } from "../responses/problem.ts";

/** `POST …/workflows/instances/{id}/responses` (contract §1), at either level. */
export async function handleRespond(c: EdgeContext): Promise<Response> {
	const body = await readJson(c.req.raw);
	if (body.kind === "invalid")
		return replyWithOutcome(c, outcomes.invalid(body.issues));
	const submission = parseWireSubmission(
		{ ...scopeFromPath(c), id: c.req.param("id") ?? "" },
		body.value,
	);
	const issues = [...companyHeaderIssues(c), ...issuesOf(submission)];
	if (submission.kind === "invalid" || issues.length > 0)
		return replyWithOutcome(c, outcomes.invalid(issues));
	const { value } = submission;
	const outcome = await inSubmissionSpan(c.get("traceContext"), () =>
		c.get("upstream").submit(c.get("principal"), value),
	);
	return replyWithOutcome(c, outcome);
}
