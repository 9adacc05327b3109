import { outcomes } from "@signoff/core/outcome";
import { malformedIssue } from "@signoff/core/validation";
import type { EdgeContext } from "../request/context.ts";
import { replyWithOutcome } from "../responses/problem.ts";
import { replyWithReadResult } from "../responses/read-result.ts";

/** `GET /rest/v1.0/me` and `/rest/v1.0/companies` (contract §2). */
export function handleGetAccount(
	kind: "me" | "companies",
): (c: EdgeContext) => Promise<Response> {
	return async (c) =>
		replyWithReadResult(
			c,
			await c.get("upstream").read(c.get("principal"), { kind }),
			"v1",
		);
}

/** `GET /rest/v1.0/projects?company_id=` (contract §2). */
export async function handleListProjects(c: EdgeContext): Promise<Response> {
	const [company_id, another] = c.req.queries("company_id") ?? [];
	if (company_id === undefined || company_id === "" || another !== undefined)
		return replyWithOutcome(
			c,
			outcomes.invalid([
				malformedIssue(
					["query", "company_id"],
					"`query.company_id` must be given exactly once.",
				),
			]),
		);
	return replyWithReadResult(
		c,
		await c
			.get("upstream")
			.read(c.get("principal"), { kind: "projects", company_id }),
		"v1",
	);
}
