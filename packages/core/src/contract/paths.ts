import type { Scope } from "./submission.ts";

/** The contract's paths for one instance, at company or project level (contract §1 and §2). `readEndpoints` has all. */
export const paths = {
	instances: ({ company_id, project_id }: Scope): string => {
		const company = `/rest/v2.0/companies/${encodeURIComponent(company_id)}`;
		return project_id === undefined
			? `${company}/workflows/instances`
			: `${company}/projects/${encodeURIComponent(project_id)}/workflows/instances`;
	},
	instance: (scope: Scope, id: string): string =>
		`${paths.instances(scope)}/${encodeURIComponent(id)}`,
	history: (scope: Scope, id: string): string =>
		`${paths.instance(scope, id)}/history`,
	responses: (scope: Scope, id: string): string =>
		`${paths.instance(scope, id)}/responses`,
	me: (): string => "/rest/v1.0/me",
};
