import type { Scope } from "./submission.ts";

/** The contract's paths for one instance, at company or project level (contract §1 and §2). `readEndpoints` has all. */
export const paths = {
	/** Of all instances of a company or project. */
	instances: ({ company_id, project_id }: Scope): string => {
		const company = `/rest/v2.0/companies/${encodeURIComponent(company_id)}`;
		return project_id === undefined
			? `${company}/workflows/instances`
			: `${company}/projects/${encodeURIComponent(project_id)}/workflows/instances`;
	},
	/** Of one instance. */
	instance: (scope: Scope, id: string): string =>
		`${paths.instances(scope)}/${encodeURIComponent(id)}`,
	/** Of the history of an instance. */
	history: (scope: Scope, id: string): string =>
		`${paths.instance(scope, id)}/history`,
	/** Of the responses to an instance, to which submissions are sent. */
	responses: (scope: Scope, id: string): string =>
		`${paths.instance(scope, id)}/responses`,
	/** Of the owner of the token. */
	me: (): string => "/rest/v1.0/me",
};
