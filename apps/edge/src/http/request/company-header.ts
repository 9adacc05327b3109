import type { Issue } from "@signoff/core";
import { parseCompanyHeader } from "@signoff/core/contract";
import type { EdgeContext } from "./context.ts";
import { issuesOf } from "./issues.ts";

/** Checks that the header `Procore-Company-Id` names the company of the path (contract §1). */
export function companyHeaderIssues(c: EdgeContext): Issue[] {
	return issuesOf(
		parseCompanyHeader(
			c.req.header("Procore-Company-Id"),
			c.req.param("company_id") ?? "",
		),
	);
}
