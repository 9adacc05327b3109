import { validate } from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import { newInstanceSchema, parseListQuery } from "@signoff/core/server";
import { companyHeaderIssues } from "../middleware/company-header.ts";
import type { EdgeContext } from "../request/context.ts";
import { issuesOf } from "../request/issues.ts";
import { readJson } from "../request/read-body.ts";
import { scopeFromPath } from "../request/scope.ts";
import { replyWithOutcome } from "../responses/problem.ts";
import { replyWithReadResult } from "../responses/read-result.ts";

/** `GET …/workflows/instances` (contract §2). */
export async function handleListInstances(c: EdgeContext): Promise<Response> {
	const query = parseListQuery(new URL(c.req.url).searchParams);
	const issues = [...companyHeaderIssues(c), ...issuesOf(query)];
	if (query.kind === "invalid" || issues.length > 0)
		return replyWithOutcome(c, outcomes.invalid(issues));
	const readQuery = {
		kind: "instances",
		scope: scopeFromPath(c),
		query: query.value,
	} as const;
	return replyWithReadResult(
		c,
		await c.get("upstream").read(c.get("principal"), readQuery),
		"v2",
	);
}

/** `GET …/workflows/instances/{id}` and `…/history` (contract §2). */
export function handleGetInstance(
	kind: "instance" | "history",
): (c: EdgeContext) => Promise<Response> {
	return async (c) => {
		const issues = companyHeaderIssues(c);
		if (issues.length > 0) return replyWithOutcome(c, outcomes.invalid(issues));
		const readQuery = {
			kind,
			scope: scopeFromPath(c),
			id: c.req.param("id") ?? "",
		};
		return replyWithReadResult(
			c,
			await c.get("upstream").read(c.get("principal"), readQuery),
			"v2",
		);
	};
}

/** `GET …/workflows/tools` (contract §2). */
export async function handleListTools(c: EdgeContext): Promise<Response> {
	const issues = companyHeaderIssues(c);
	if (issues.length > 0) return replyWithOutcome(c, outcomes.invalid(issues));
	return replyWithReadResult(
		c,
		await c
			.get("upstream")
			.read(c.get("principal"), { kind: "tools", scope: scopeFromPath(c) }),
		"v2",
	);
}

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
