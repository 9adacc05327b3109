import type { Scope } from "./submission.ts";

/** The contract's paths for one instance, at company or project level (contract §1 and §2). `readEndpoints` has all. */
export const paths = {
	instances: (scope: Scope): string =>
		`${scopePrefix(scope)}/workflows/instances`,
	instance: (scope: Scope, id: string): string =>
		`${paths.instances(scope)}/${segment(id)}`,
	history: (scope: Scope, id: string): string =>
		`${paths.instance(scope, id)}/history`,
	responses: (scope: Scope, id: string): string =>
		`${paths.instance(scope, id)}/responses`,
	me: (): string => "/rest/v1.0/me",
};

function scopePrefix({ company_id, project_id }: Scope): string {
	const company = `/rest/v2.0/companies/${segment(company_id)}`;
	return project_id === undefined
		? company
		: `${company}/projects/${segment(project_id)}`;
}

function segment(id: string): string {
	return encodeURIComponent(id);
}
