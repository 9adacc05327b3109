import {
	ignored,
	type KeyResult,
	type ScreenDefinition,
} from "../../model/screen.ts";
import type { Key } from "../../ui/key-input.ts";
import { maxScroll, type Size } from "../../ui/page.ts";
import { plainTheme } from "../../ui/theme.ts";
import { outcomeActionFor, outcomeKeyBindings } from "./keys.ts";
import { type OutcomeState, reduceOutcome } from "./state.ts";
import { type OutcomeScene, outcomeLines, outcomeScreenPage } from "./view.ts";

/** The screen of an outcome. */
export const outcomeScreen: ScreenDefinition<OutcomeScene, OutcomeState> = {
	view: outcomeScreenPage,
	onKey,
	bindings: ({ outcome: { outcome } }) => outcomeKeyBindings(outcome.kind),
};

function onKey(
	scene: OutcomeScene,
	key: Key,
	{ columns, rows }: Size,
): KeyResult<OutcomeState> {
	const { outcome } = scene;
	const action = outcomeActionFor(outcome.outcome.kind, key);
	if (action === null) return ignored;
	switch (action.kind) {
		case "back":
			return { action: { kind: "open_inbox" } };
		case "show_keys":
		case "quit":
		case "open_inbox":
		case "open_next_step":
		case "resubmit":
			return { action };
		case "scrolled": {
			const max = maxScroll(outcomeLines(scene, columns, plainTheme), rows);
			return { state: reduceOutcome(outcome, action, max) };
		}
	}
}
