import { parseWireSubmission } from "@signoff/core/contract";
import { outcomes } from "@signoff/core/outcome";
import { companyIssues, issuesOf } from "../middleware/authenticate.ts";
import type { EdgeContext } from "../request/context.ts";
import { readJson } from "../request/read-body.ts";
import { scopeOf } from "../request/scope.ts";
import { answerOutcome } from "../responses/problem.ts";

/** `POST …/workflows/instances/{id}/responses` (contract §1), at either level. */
export async function postResponse(c: EdgeContext): Promise<Response> {
	const body = await readJson(c.req.raw);
	if (body.kind === "invalid")
		return answerOutcome(c, outcomes.invalid(body.issues));
	const submission = parseWireSubmission(
		{ ...scopeOf(c), id: c.req.param("id") ?? "" },
		body.value,
	);
	const issues = [...companyIssues(c), ...issuesOf(submission)];
	if (submission.kind === "invalid" || issues.length > 0)
		return answerOutcome(c, outcomes.invalid(issues));
	return answerOutcome(
		c,
		await c.get("upstream").submit(c.get("caller"), submission.value),
	);
}
