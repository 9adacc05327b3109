import { ignored, type KeyResult } from "../../model/app-action.ts";
import { defineScreen } from "../../model/define-screen.ts";
import type { Screen } from "../../model/screen.ts";
import { type StartupKeyAction, startupKeyBindings } from "./keys.ts";
import { newStartup, reduceStartup, type StartupState } from "./state.ts";
import { type StartupScene, startupContent } from "./view.ts";

/** The screen before the inbox or the first step. */
export const startupScreen: Screen<
	"browsing",
	"startup",
	StartupState,
	StartupScene,
	StartupKeyAction
> = defineScreen({
	name: "startup",
	phase: "browsing",
	initial: newStartup,
	allBindings: Object.values(startupKeyBindings).flat(),
	bindings: ({ startup }) => startupKeyBindings[startup.kind],
	update: ({ startup }, action) => {
		switch (action.kind) {
			case "back":
				return ignored;
			case "retry":
				return { action: { kind: "start" } };
			case "choose":
				return chooseCompany(startup);
			default:
				return { state: reduceStartup(startup, action) };
		}
	},
	view: startupContent,
});

function chooseCompany(state: StartupState): KeyResult<StartupState, never> {
	if (state.kind !== "choosing_company") return ignored;
	const company = state.companies[state.cursor];
	return company === undefined
		? ignored
		: { action: { kind: "choose_company", company_id: company.id } };
}
