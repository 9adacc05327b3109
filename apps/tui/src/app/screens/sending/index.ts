import { defineScreen } from "../../model/define-screen.ts";
import type { Screen } from "../../model/screen.ts";
import { maxScroll } from "../../ui/page.ts";
import { plainTheme } from "../../ui/theme.ts";
import { type SendingKeyAction, sendingKeyBindings } from "./keys.ts";
import { newSending, reduceSending, type SendingState } from "./state.ts";
import { type SendingScene, sendingContent, sendingLines } from "./view.ts";

/** The screen of a submission in progress. */
export const sendingScreen: Screen<
	"sending",
	"sending",
	SendingState,
	SendingScene,
	SendingKeyAction
> = defineScreen({
	name: "sending",
	phase: "sending",
	initial: newSending,
	bindings: () => sendingKeyBindings,
	update: (scene, action, { columns, rows }) => {
		const max = maxScroll(sendingLines(scene, columns, plainTheme), rows);
		return { state: reduceSending(scene.sending, action, max) };
	},
	view: sendingContent,
});
