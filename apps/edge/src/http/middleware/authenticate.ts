import type { Issue, ParseResult, Reason } from "@signoff/core";
import { parseCompanyHeader } from "@signoff/core/contract";
import { outcomes } from "@signoff/core/outcome";
import type { MiddlewareHandler } from "hono";
import type { EdgeContext, Env } from "../request/context.ts";
import { answerOutcome } from "../responses/problem.ts";

/** Lets only those in whose token the upstream knows: the first refusal of all (401). */
export const authenticate: MiddlewareHandler<Env> = async (c, next) => {
	const token = bearerToken(c.req.header("Authorization"));
	if (token === null)
		return answerOutcome(c, outcomes.refused("unauthenticated", noToken));
	const caller = await c.get("upstream").identify(token);
	if (caller === null)
		return answerOutcome(c, outcomes.refused("unauthenticated", unknownToken));
	c.set("caller", caller);
	return next();
};

/** The token of an `Authorization` header, or `null` where it holds none. */
export function bearerToken(header: string | null | undefined): string | null {
	return /^Bearer +([A-Za-z0-9._~+/-]+=*) *$/i.exec(header ?? "")?.[1] ?? null;
}

const noToken: Reason = {
	code: "TOKEN_MISSING",
	message: "Send `Authorization: Bearer` and an access token.",
};
const unknownToken: Reason = {
	code: "TOKEN_UNKNOWN",
	message: "Nobody here has this access token.",
};

/** What is wrong with the company header, for the company of the path (contract §1). */
export function companyIssues(c: EdgeContext): Issue[] {
	return issuesOf(
		parseCompanyHeader(
			c.req.header("Procore-Company-Id"),
			c.req.param("company_id") ?? "",
		),
	);
}

/** The issues of something read, `[]` where there are none. */
export function issuesOf(parsed: ParseResult<unknown>): Issue[] {
	return parsed.kind === "invalid" ? parsed.issues : [];
}
