import { isPrintable, type Key } from "../../ui/key-input.ts";
import {
	type GlobalAction,
	globalKeyBindings,
	type KeyBinding,
} from "../../ui/keymap.ts";
import type { ProjectsScreenAction, ProjectsState } from "./state.ts";

/** The actions of this screen's keys. */
export type ProjectsKeyAction =
	| ProjectsScreenAction
	| GlobalAction
	| { kind: "choose" }
	| { kind: "retry" }
	| { kind: "paged"; by: number };

const movingKeys: readonly KeyBinding<ProjectsKeyAction>[] = [
	{
		keys: ["<down>", "j"],
		action: { kind: "moved", by: 1 },
		keyLabel: "↓",
		label: "next",
		hidden: true,
	},
	{
		keys: ["<up>", "k"],
		action: { kind: "moved", by: -1 },
		keyLabel: "↑",
		label: "previous",
		hidden: true,
	},
	{
		keys: ["<page down>"],
		action: { kind: "paged", by: 1 },
		keyLabel: "PgDn",
		label: "page down",
		hidden: true,
	},
	{
		keys: ["<page up>"],
		action: { kind: "paged", by: -1 },
		keyLabel: "PgUp",
		label: "page up",
		hidden: true,
	},
];

const choosingKeys: readonly KeyBinding<ProjectsKeyAction>[] = [
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
	{
		keys: ["/"],
		action: { kind: "filter_opened" },
		keyLabel: "/",
		label: "filter",
	},
	...movingKeys,
	...globalKeyBindings,
];

/** Keys while the filter is typed. */
const filterKeys: readonly KeyBinding<ProjectsKeyAction>[] = [
	{
		keys: ["<enter>"],
		action: { kind: "filter_applied" },
		keyLabel: "Enter",
		label: "keep",
	},
	{
		keys: ["<escape>"],
		action: { kind: "filter_cleared" },
		keyLabel: "Esc",
		label: "clear",
	},
	{
		keys: ["<backspace>"],
		action: { kind: "filter_erased" },
		keyLabel: "Backspace",
		label: "erase",
		hidden: true,
	},
	...movingKeys.map((binding) => ({
		...binding,
		keys: binding.keys.filter((key) => !isPrintable(key)),
	})),
	{
		keys: ["<ctrl-c>"],
		action: { kind: "quit" },
		keyLabel: "Ctrl-C",
		label: "quit",
	},
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
			return state.filtering ? filterKeys : choosingKeys;
	}
}

/** The action of a key without a binding while the filter is typed. */
export function filterKey(key: Key): ProjectsKeyAction | null {
	return isPrintable(key) ? filterText(key) : null;
}

/** Text at the end of the filter. */
export function filterText(text: string): ProjectsKeyAction {
	return { kind: "filter_typed", text };
}
