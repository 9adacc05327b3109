import {
	type GlobalAction,
	globalKeyBindings,
	type KeyBinding,
} from "../../ui/keymap.ts";
import { moveKeyBindings } from "../../ui/list-keys.ts";
import type { StartupScreenAction, StartupState } from "./state.ts";

/** The actions of this screen's keys. */
export type StartupKeyAction =
	| StartupScreenAction
	| GlobalAction
	| { kind: "choose" }
	| { kind: "retry" };

const keysWithoutBack = globalKeyBindings.filter(
	({ action }) => action.kind !== "back",
);

/** Keys in each state. */
export const startupKeyBindings: Record<
	StartupState["kind"],
	readonly KeyBinding<StartupKeyAction>[]
> = {
	loading: keysWithoutBack,
	failed: [
		{
			keys: ["r"],
			action: { kind: "retry" },
			keyLabel: "r",
			label: "try again",
		},
		...keysWithoutBack,
	],
	no_current_step: keysWithoutBack,
	choosing_company: [
		{
			keys: ["<enter>", "<right>"],
			action: { kind: "choose" },
			keyLabel: "Enter",
			label: "choose",
		},
		...moveKeyBindings,
		...keysWithoutBack,
	],
};
