import {
	ignored,
	type KeyResult,
	type ScreenDefinition,
} from "../../model/screen.ts";
import type { Key } from "../../ui/key-input.ts";
import { maxScroll, type Size } from "../../ui/page.ts";
import { plainTheme } from "../../ui/theme.ts";
import { sendingActionFor, sendingKeyBindings } from "./keys.ts";
import { reduceSending, type SendingState } from "./state.ts";
import { type SendingScene, sendingLines, sendingScreenPage } from "./view.ts";

/** The screen of a submission in progress. */
export const sendingScreen: ScreenDefinition<SendingScene, SendingState> = {
	view: sendingScreenPage,
	onKey,
	bindings: () => sendingKeyBindings,
};

function onKey(
	scene: SendingScene,
	key: Key,
	{ columns, rows }: Size,
): KeyResult<SendingState> {
	const { sending } = scene;
	const action = sendingActionFor(key);
	if (action === null) return ignored;
	switch (action.kind) {
		case "show_keys":
		case "quit":
			return { action };
		case "scrolled": {
			const max = maxScroll(sendingLines(scene, columns, plainTheme), rows);
			return { state: reduceSending(sending, action, max) };
		}
	}
}
