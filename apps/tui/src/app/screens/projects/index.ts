import { ignored, type KeyResult } from "../../model/app-action.ts";
import { defineScreen } from "../../model/define-screen.ts";
import type { Screen } from "../../model/screen.ts";
import { filterKey, filterText } from "../../ui/filter-keys.ts";
import {
	choosingKeys,
	type ProjectsKeyAction,
	projectsKeyBindings,
} from "./keys.ts";
import {
	chosen,
	newProjects,
	type ProjectsState,
	reduceProjects,
} from "./state.ts";
import { type ProjectsScene, projectsContent, projectsHeight } from "./view.ts";

/** The choice of the projects that the inbox shows. */
export const projectsScreen: Screen<
	"browsing",
	"projects",
	ProjectsState,
	ProjectsScene,
	ProjectsKeyAction
> = defineScreen({
	name: "projects",
	phase: "browsing",
	initial: () => newProjects(0),
	allBindings: choosingKeys,
	bindings: ({ projects, target }) =>
		projectsKeyBindings(projects, !target.watched),
	unboundKey: ({ projects }, key) =>
		isFiltering(projects) ? filterKey(key) : null,
	paste: ({ projects }, text) =>
		isFiltering(projects) ? filterText(text) : null,
	update: ({ projects }, action, body) => {
		const height = projectsHeight(body);
		switch (action.kind) {
			case "back":
				return back(projects, height);
			case "retry":
				return { action: { kind: "open_projects" } };
			case "choose":
				return choose(projects);
			case "paged": {
				const by = action.by * height;
				return {
					state: reduceProjects(projects, { kind: "moved", by }, height),
				};
			}
			default:
				return { state: reduceProjects(projects, action, height) };
		}
	},
	view: projectsContent,
});

function isFiltering(state: ProjectsState): boolean {
	return state.kind === "choosing" && state.filtering;
}

/** Clears the filter, or keeps the choice as it was. */
function back(
	state: ProjectsState,
	height: number,
): KeyResult<ProjectsState, never> {
	return state.kind === "choosing" && state.filter !== ""
		? { state: reduceProjects(state, { kind: "filter_cleared" }, height) }
		: { action: { kind: "keep_projects" } };
}

function choose(state: ProjectsState): KeyResult<ProjectsState, never> {
	if (state.kind !== "choosing") return ignored;
	const watched = chosen(state);
	return watched === null
		? ignored
		: { action: { kind: "choose_projects", watched } };
}
