import { validate } from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import { companyIssues, issuesOf } from "../middleware/authenticate.ts";
import type { EdgeContext } from "../request/context.ts";
import { parseListQuery } from "../request/list-query.ts";
import { readJson } from "../request/read-body.ts";
import { scopeOf } from "../request/scope.ts";
import { answerOutcome } from "../responses/problem.ts";
import { answerFound } from "../responses/read-result.ts";
import { wantedSchema } from "../schemas/new-instance.ts";

/** `GET …/workflows/instances` (contract §2). */
export async function listInstances(c: EdgeContext): Promise<Response> {
	const query = parseListQuery(c.req.url);
	const issues = [...companyIssues(c), ...issuesOf(query)];
	if (query.kind === "invalid" || issues.length > 0)
		return answerOutcome(c, outcomes.invalid(issues));
	const read = {
		kind: "instances",
		scope: scopeOf(c),
		query: query.value,
	} as const;
	return answerFound(
		c,
		await c.get("upstream").read(c.get("caller"), read),
		"v2",
	);
}

/** `GET …/workflows/instances/{id}` and `…/history` (contract §2). */
export function getInstance(
	kind: "instance" | "history",
): (c: EdgeContext) => Promise<Response> {
	return async (c) => {
		const issues = companyIssues(c);
		if (issues.length > 0) return answerOutcome(c, outcomes.invalid(issues));
		const read = { kind, scope: scopeOf(c), id: c.req.param("id") ?? "" };
		return answerFound(
			c,
			await c.get("upstream").read(c.get("caller"), read),
			"v2",
		);
	};
}

/** `GET …/workflows/tools` (contract §2). */
export async function listTools(c: EdgeContext): Promise<Response> {
	const issues = companyIssues(c);
	if (issues.length > 0) return answerOutcome(c, outcomes.invalid(issues));
	return answerFound(
		c,
		await c
			.get("upstream")
			.read(c.get("caller"), { kind: "tools", scope: scopeOf(c) }),
		"v2",
	);
}

/** `POST …/workflows/instances` (contract §2). */
export async function postInstance(c: EdgeContext): Promise<Response> {
	const body = await readJson(c.req.raw);
	if (body.kind === "invalid")
		return answerOutcome(c, outcomes.invalid(body.issues));
	const wanted = validate(wantedSchema, body.value);
	const issues = [...companyIssues(c), ...issuesOf(wanted)];
	if (wanted.kind === "invalid" || issues.length > 0)
		return answerOutcome(c, outcomes.invalid(issues));
	return answerFound(
		c,
		await c.get("upstream").create(c.get("caller"), scopeOf(c), wanted.value),
		"v2",
		201,
	);
}
