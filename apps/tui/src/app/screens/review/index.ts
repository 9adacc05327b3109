import { defineScreen } from "../../model/define-screen.ts";
import type { Screen } from "../../model/screen.ts";
import { maxScroll } from "../../ui/page.ts";
import { sendPromptLines } from "../../ui/send-prompt.ts";
import {
	newSendSummary,
	reduceSendSummary,
	type SendSummaryState,
} from "../../ui/send-summary.ts";
import { plainTheme } from "../../ui/theme.ts";
import { wordKey } from "../../ui/typed-word.ts";
import {
	type ReviewKeyAction,
	reviewKeyBindings,
	submitAction,
} from "./keys.ts";
import {
	type ReviewScene,
	reviewContent,
	reviewLines,
	reviewPrompt,
	reviewWay,
} from "./view.ts";

/** The screen that shows a response before it is sent. */
export const reviewScreen: Screen<
	"answering",
	"review",
	SendSummaryState,
	ReviewScene,
	ReviewKeyAction
> = defineScreen({
	name: "review",
	phase: "answering",
	initial: () => newSendSummary,
	resetWhenShown: true,
	allBindings: reviewKeyBindings("key", newSendSummary),
	bindings: (scene) => reviewKeyBindings(reviewWay(scene), scene.review),
	unboundKey: (scene, key) =>
		reviewWay(scene) === "word"
			? wordKey(scene.review.typed, key, submitAction)
			: null,
	paste: (scene, text) =>
		reviewWay(scene) === "word" ? { kind: "typed", text } : null,
	update: (scene, action, { columns, rows }) => {
		switch (action.kind) {
			case "back":
				return { action: { kind: "show_screen", screen: "comment" } };
			case "submit":
				return { action };
			default: {
				const prompt = reviewPrompt(scene);
				const below = sendPromptLines(prompt, columns, plainTheme).length;
				const lines = reviewLines(scene, columns, plainTheme);
				const max = maxScroll(lines, Math.max(1, rows - below));
				return { state: reduceSendSummary(scene.review, action, max) };
			}
		}
	},
	view: reviewContent,
});
