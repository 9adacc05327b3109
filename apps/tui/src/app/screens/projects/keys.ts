import {
	filterKeyBindings,
	openFilterKeyBinding,
} from "../../ui/filter-keys.ts";
import {
	type GlobalAction,
	globalKeyBindings,
	type KeyBinding,
} from "../../ui/keymap.ts";
import { type ListAction, listKeyBindings } from "../../ui/list-keys.ts";
import type { ProjectsScreenAction, ProjectsState } from "./state.ts";

/** The actions of this screen's keys. */
export type ProjectsKeyAction =
	| ProjectsScreenAction
	| GlobalAction
	| ListAction
	| { kind: "choose" }
	| { kind: "retry" };

/** Keys where projects are marked. */
export const choosingKeys: readonly KeyBinding<ProjectsKeyAction>[] = [
	{
		keys: ["<enter>"],
		action: { kind: "choose" },
		keyLabel: "Enter",
		label: "show these",
	},
	{
		keys: [" "],
		action: { kind: "marked" },
		keyLabel: "Space",
		label: "mark",
	},
	{
		keys: ["a"],
		action: { kind: "all_marked" },
		keyLabel: "a",
		label: "all or none",
	},
	openFilterKeyBinding,
	...listKeyBindings(),
	...globalKeyBindings,
];

const retryKeys: readonly KeyBinding<ProjectsKeyAction>[] = [
	{ keys: ["r"], action: { kind: "retry" }, keyLabel: "r", label: "try again" },
	...globalKeyBindings,
];

const isNotBack = ({ action }: KeyBinding<ProjectsKeyAction>): boolean =>
	action.kind !== "back";

/** The keys in a state. @param isFirst whether there is no earlier choice to go back to */
export function projectsKeyBindings(
	state: ProjectsState,
	isFirst: boolean,
): readonly KeyBinding<ProjectsKeyAction>[] {
	const bindings = bindingsOf(state);
	const staysOpen = state.kind !== "choosing" || state.filter === "";
	return isFirst && staysOpen ? bindings.filter(isNotBack) : bindings;
}

function bindingsOf(
	state: ProjectsState,
): readonly KeyBinding<ProjectsKeyAction>[] {
	switch (state.kind) {
		case "loading":
			return globalKeyBindings;
		case "failed":
			return retryKeys;
		case "choosing":
			return state.filtering ? filterKeyBindings : choosingKeys;
	}
}
