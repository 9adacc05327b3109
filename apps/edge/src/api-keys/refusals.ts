import type { Reason, Scope } from "@signoff/core";
import type { ApiKey } from "./api-keys.ts";

/** Why a key may not see a company or project; `null` if it may. */
export function scopeRefusal(key: ApiKey, scope: Scope): Reason | null {
	const { company_id, project_id } = scope;
	if (!key.companies.includes(company_id)) return outsideCompanies;
	if (key.projects.length === 0) return null;
	if (project_id === undefined) return projectsOnly;
	return key.projects.includes(project_id) ? null : outsideProjects;
}

/**
 * Why a key may not answer with a response type; `null` if it may.
 *
 * @param responseType that of the option; `null` if it is not known
 */
export function responseTypeRefusal(
	key: ApiKey,
	responseType: string | null,
): Reason | null {
	if (key.responseTypes.length === 0) return readOnly;
	return key.responseTypes.some((type) => isSame(type, responseType))
		? null
		: outsideResponseTypes;
}

/** Compares without case: Procore writes the types of one option in different ways. */
function isSame(left: string, right: string | null): boolean {
	return left.toLowerCase() === right?.toLowerCase();
}

const outsideCompanies: Reason = {
	code: "KEY_OUTSIDE_COMPANY",
	message: "This API key does not cover this company.",
};
const outsideProjects: Reason = {
	code: "KEY_OUTSIDE_PROJECT",
	message: "This API key does not cover this project.",
};
const projectsOnly: Reason = {
	code: "KEY_OUTSIDE_COMPANY_LEVEL",
	message: "This API key covers projects only, not the company level.",
};
const readOnly: Reason = {
	code: "KEY_READ_ONLY",
	message: "This API key may read, but not answer.",
};
const outsideResponseTypes: Reason = {
	code: "KEY_OUTSIDE_RESPONSE_TYPE",
	message: "This API key may not answer with this response type.",
};
