import { outcomes } from "@signoff/core/outcome";
import { noSuchInstance } from "@signoff/core/server";
import { malformedIssue } from "@signoff/core/validation";
import {
	type Call,
	noInput,
	refuseScope,
	replyIfValid,
	scopeOf,
} from "./call.ts";
import { findInstance, toIsoTime } from "./company.ts";
import {
	replyWithJson,
	replyWithOutcome,
	replyWithRefusal,
} from "./replies.ts";
import {
	serializeCompanies,
	serializeMe,
	serializeProjects,
	serializeTools,
} from "./serialize-company.ts";
import { serializeHistory } from "./serialize-history.ts";
import { serializeInstance } from "./serialize-instance.ts";

/** `GET /rest/v1.0/me` (contract §2). */
export function handleMe({ person }: Call): Response {
	return replyWithJson(serializeMe(person));
}

/** `GET /rest/v1.0/companies` (contract §2). */
export function handleListCompanies({ company }: Call): Response {
	return replyWithJson(serializeCompanies(company));
}

/** `GET /rest/v1.0/projects?company_id=` (contract §2). */
export function handleListProjects({ company, url }: Call): Response {
	const [company_id = "", ...others] = url.searchParams.getAll("company_id");
	if (company_id === "" || others.length > 0)
		return replyWithOutcome(
			outcomes.invalid([
				malformedIssue(
					["query", "company_id"],
					"`query.company_id` must be given exactly once.",
				),
			]),
		);
	return (
		refuseScope(company, { company_id }) ??
		replyWithJson(serializeProjects(company))
	);
}

/** `GET …/workflows/tools` (contract §2). */
export function handleListTools(call: Call): Response {
	const { company, params } = call;
	const level = params["project_id"] === undefined ? "Company" : "Project";
	return replyIfValid(call, noInput, () =>
		replyWithJson({ data: serializeTools(company, level) }),
	);
}

/** `GET …/workflows/instances/{id}`, or `…/history` (contract §2). */
export function handleGetInstance(
	kind: "instance" | "history",
): (call: Call) => Response {
	return (call) =>
		replyIfValid(call, noInput, () => {
			const { company, params } = call;
			const instance = findInstance(company, scopeOf(call), params["id"] ?? "");
			if (instance === null)
				return replyWithRefusal("not_found", noSuchInstance);
			const data =
				kind === "instance"
					? serializeInstance(company, instance)
					: serializeHistory(company, instance, toIsoTime(Date.now()));
			return replyWithJson({ data });
		});
}
