import { validate } from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import { newInstanceSchema } from "@signoff/core/server";
import { companyHeaderIssues } from "../request/company-header.ts";
import type { EdgeContext } from "../request/context.ts";
import { issuesOf } from "../request/issues.ts";
import { readJson } from "../request/read-body.ts";
import { scopeFromPath } from "../request/scope.ts";
import { replyWithOutcome } from "../responses/problem.ts";
import { replyWithReadResult } from "../responses/read-result.ts";

/** `POST …/workflows/instances` (contract §2). */
export async function handleCreateInstance(c: EdgeContext): Promise<Response> {
	const body = await readJson(c.req.raw);
	if (body.kind === "invalid")
		return replyWithOutcome(c, outcomes.invalid(body.issues));
	const request = validate(newInstanceSchema, body.value);
	const issues = [...companyHeaderIssues(c), ...issuesOf(request)];
	if (request.kind === "invalid" || issues.length > 0)
		return replyWithOutcome(c, outcomes.invalid(issues));
	return replyWithReadResult(
		c,
		await c
			.get("upstream")
			.create(c.get("principal"), scopeFromPath(c), request.value),
		"v2",
		201,
	);
}
