import type { Issue, ParseResult, Scope } from "@signoff/core";
import { parseCompanyHeader } from "@signoff/core/contract";
import { outcomes } from "@signoff/core/outcome";
import { noSuchCompany, noSuchProject } from "@signoff/core/server";
import type { Company, Person } from "./company.ts";
import { replyWithOutcome, replyWithRefusal } from "./replies.ts";

/** An authenticated request to a known path. */
export type Call = {
	company: Company;
	person: Person;
	request: Request;
	url: URL;
	/** The parameters of the path, decoded. */
	params: Partial<Record<string, string>>;
};

/** The company of the path, and its project at project level. */
export function scopeOf({ params }: Call): Scope {
	const { company_id = "", project_id } = params;
	return project_id === undefined ? { company_id } : { company_id, project_id };
}

/**
 * Replies to a call whose path has a company. Checks what every such path has in common, in the contract's order:
 * header and input (400), then company and project (404).
 *
 * @param input the parsed query or body
 */
export function replyIfValid<T>(
	call: Call,
	input: ParseResult<T>,
	reply: (input: T) => Response,
): Response {
	const scope = scopeOf(call);
	const header = call.request.headers.get("Procore-Company-Id");
	const issues = [
		...issuesOf(parseCompanyHeader(header, scope.company_id)),
		...issuesOf(input),
	];
	if (input.kind === "invalid" || issues.length > 0)
		return replyWithOutcome(outcomes.invalid(issues));
	return refuseScope(call.company, scope) ?? reply(input.value);
}

/** The input of an operation that has neither query nor body. */
export const noInput: ParseResult<null> = { kind: "parsed", value: null };

/** Replies with 404 if the company or project does not exist; `null` if it does. */
export function refuseScope(
	{ id, projects }: Company,
	{ company_id, project_id }: Scope,
): Response | null {
	if (id !== company_id) return replyWithRefusal("not_found", noSuchCompany);
	return project_id === undefined ||
		projects.some((project) => project.id === project_id)
		? null
		: replyWithRefusal("not_found", noSuchProject);
}

function issuesOf(parsed: ParseResult<unknown>): Issue[] {
	return parsed.kind === "invalid" ? parsed.issues : [];
}
