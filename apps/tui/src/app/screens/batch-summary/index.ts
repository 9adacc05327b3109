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
	type BatchSummaryKeyAction,
	batchSummaryKeyBindings,
	submitBatchAction,
} from "./keys.ts";
import {
	type BatchSummaryScene,
	batchSummaryContent,
	sendingWay,
	sendPrompt,
	summaryLines,
} from "./view.ts";

/** The screen that shows the answers of a batch before they are sent. */
export const batchSummaryScreen: Screen<
	"batch",
	"batch_summary",
	SendSummaryState,
	BatchSummaryScene,
	BatchSummaryKeyAction
> = defineScreen({
	name: "batch_summary",
	phase: "batch",
	initial: () => newSendSummary,
	resetWhenShown: true,
	allBindings: batchSummaryKeyBindings("key", newSendSummary),
	bindings: (scene) =>
		batchSummaryKeyBindings(sendingWay(scene), scene.batch_summary),
	unboundKey: (scene, key) =>
		sendingWay(scene) === "word"
			? wordKey(scene.batch_summary.typed, key, submitBatchAction)
			: null,
	paste: (scene, text) =>
		sendingWay(scene) === "word" ? { kind: "typed", text } : null,
	update: (scene, action, { columns, rows }) => {
		switch (action.kind) {
			case "back":
				return { action: { kind: "show_screen", screen: "batch_comment" } };
			case "submit_batch":
				return { action };
			default: {
				const below = sendPromptLines(
					sendPrompt(scene),
					columns,
					plainTheme,
				).length;
				const lines = summaryLines(scene, columns, plainTheme);
				const max = maxScroll(lines, Math.max(1, rows - below));
				return {
					state: reduceSendSummary(scene.batch_summary, action, max),
				};
			}
		}
	},
	view: batchSummaryContent,
});
