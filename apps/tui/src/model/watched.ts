import type { Scope } from "@signoff/core";
import type { Project } from "@signoff/core/contract";

/** The projects whose steps an inbox shows. */
export type Watched =
	/** The company with all of its projects. */
	| { kind: "all" }
	/** `company`: with the company's own items. */
	| { kind: "some"; company: boolean; projects: Project[] };

/** The projects that settings name; `null` if they name none. */
export function watchedProjects(ids: readonly string[]): Watched | null {
	if (ids.length === 0) return null;
	const projects = ids.map((id) => ({ id, name: null }));
	return { kind: "some", company: false, projects };
}

/** The arguments of `client.inbox` for these projects. */
export function inboxScopes(
	company_id: string,
	watched: Watched,
): { scopes: Scope[]; projects?: Project[] } {
	if (watched.kind === "all") return { scopes: [{ company_id }] };
	const { company, projects } = watched;
	const scopes = projects.map(({ id }) => ({ company_id, project_id: id }));
	return { scopes: company ? [{ company_id }] : scopes, projects };
}
