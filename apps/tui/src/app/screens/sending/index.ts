import { defineScreen } from "../../model/define-screen.ts";
import type { Screen } from "../../model/screen.ts";
import { navigate } from "../../ui/answer-keys.ts";
import { maxScroll } from "../../ui/page.ts";
import { plainTheme } from "../../ui/theme.ts";
import {
	allSendingKeyBindings,
	type SendingKeyAction,
	sendingKeyBindings,
} from "./keys.ts";
import { newSending, reduceSending, type SendingState } from "./state.ts";
import {
	type SendingScene,
	sendingContent,
	sendingLines,
	shownEntry,
} from "./view.ts";

/** The screen of an answer that is not settled. */
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
	allBindings: allSendingKeyBindings,
	bindings: (scene) =>
		sendingKeyBindings(
			shownEntry(scene).kind === "waits",
			scene.table !== null,
		),
	update: (scene, action, { columns, rows }) => {
		if (action.kind !== "scrolled")
			return { action: navigate(action, scene.table !== null) };
		const max = maxScroll(sendingLines(scene, columns, plainTheme), rows);
		return { state: reduceSending(scene.sending, action, max) };
	},
	view: sendingContent,
});
