import type { ParseResult, Submission } from "@signoff/core";
import { parseWireSubmission } from "@signoff/core/contract";
import { companyHeaderIssues } from "./company-header.ts";
import type { EdgeContext } from "./context.ts";
import { issuesOf } from "./issues.ts";
import { readJson } from "./read-body.ts";
import { scopeFromPath } from "./scope.ts";

/** The submission of a request, with the company header and the body checked (contract §1). */
export async function readSubmission(
	c: EdgeContext,
): Promise<ParseResult<Submission>> {
	const body = await readJson(c.req.raw);
	if (body.kind === "invalid") return body;
	const submission = parseWireSubmission(
		{ ...scopeFromPath(c), id: c.req.param("id") ?? "" },
		body.value,
	);
	const issues = [...companyHeaderIssues(c), ...issuesOf(submission)];
	return issues.length > 0 ? { kind: "invalid", issues } : submission;
}
