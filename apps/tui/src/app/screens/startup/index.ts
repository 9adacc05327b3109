import {
	ignored,
	type KeyResult,
	type ScreenDefinition,
} from "../../model/screen.ts";
import type { Key } from "../../ui/key-input.ts";
import { startupActionFor, startupKeyBindings } from "./keys.ts";
import { reduceStartup, type StartupState } from "./state.ts";
import { startupScreenPage } from "./view.ts";

/** The screen before the inbox or the first step. */
export const startupScreen: ScreenDefinition<StartupState, StartupState> = {
	view: startupScreenPage,
	onKey,
	bindings: ({ kind }) => startupKeyBindings[kind],
};

function onKey(state: StartupState, key: Key): KeyResult<StartupState> {
	const action = startupActionFor(state, key);
	if (action === null) return ignored;
	switch (action.kind) {
		case "back":
			return ignored;
		case "show_keys":
		case "quit":
			return { action };
		case "retry":
			return { action: { kind: "start" } };
		case "choose":
			return chooseCompany(state);
		default:
			return { state: reduceStartup(state, action) };
	}
}

function chooseCompany(state: StartupState): KeyResult<StartupState> {
	if (state.kind !== "choosing_company") return ignored;
	const company = state.companies[state.cursor];
	return company === undefined
		? ignored
		: { action: { kind: "choose_company", company_id: company.id } };
}
