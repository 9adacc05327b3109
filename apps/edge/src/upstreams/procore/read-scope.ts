import type { Scope } from "@signoff/core";
import type { ApiKey } from "../../api-keys/api-keys.ts";
import type { ReadQuery } from "../request-types.ts";

/** The key of a record that was taken out: it covers nothing. */
export const revokedKey: ApiKey = {
	id: "",
	name: "",
	companies: [],
	projects: [],
	responseTypes: [],
	expiresAt: 0,
};

/** A key that covers some projects may list them: the others are taken out of the list. */
export function keyForRead(
	key: ApiKey | null,
	{ kind }: ReadQuery,
): ApiKey | null {
	return key !== null && kind === "listProjects"
		? { ...key, projects: [] }
		: key;
}

/** What the parameters of a read name; `null` for reads of the account. */
export function scopeOf(query: ReadQuery): Scope | null {
	if (!("company_id" in query)) return null;
	return "project_id" in query && query.project_id !== undefined
		? { company_id: query.company_id, project_id: query.project_id }
		: { company_id: query.company_id };
}

/** The company of the header that reads without a company are sent with: a served one. */
export function headerCompany(
	companies: ReadonlySet<string>,
	key: ApiKey | null,
	given: string | null,
): string | undefined {
	const served = [...companies].filter(
		(id) => key === null || key.companies.includes(id),
	);
	return given !== null && served.includes(given) ? given : served[0];
}
