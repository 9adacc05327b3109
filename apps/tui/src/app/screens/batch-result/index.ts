import { ignored } from "../../model/app-action.ts";
import { defineScreen } from "../../model/define-screen.ts";
import type { Screen } from "../../model/screen.ts";
import { type BatchResultKeyAction, batchResultKeyBindings } from "./keys.ts";
import {
	type BatchResultState,
	newBatchResult,
	reduceBatchResult,
} from "./state.ts";
import {
	type BatchResultScene,
	batchResultContent,
	shownRows,
	tableHeight,
} from "./view.ts";

/** The screen of a batch that was sent: its progress, then its table. */
export const batchResultScreen: Screen<
	"batch_sent",
	"batch_result",
	BatchResultState,
	BatchResultScene,
	BatchResultKeyAction
> = defineScreen({
	name: "batch_result",
	phase: "batch_sent",
	initial: newBatchResult,
	allBindings: batchResultKeyBindings({ isHeld: true, hasEnded: true }),
	bindings: (scene) => {
		const statuses = shownRows(scene).map(({ status }) => status.kind);
		return batchResultKeyBindings({
			isHeld: statuses.includes("held"),
			hasEnded: !statuses.includes("held") && !statuses.includes("sending"),
		});
	},
	update: (scene, action, body) => {
		switch (action.kind) {
			case "back":
				return { action: { kind: "open_inbox" } };
			case "open_inbox":
			case "send_batch_now":
				return { action };
			case "open_entry": {
				const entry = shownRows(scene)[scene.batch_result.cursor]?.entry;
				return entry === null || entry === undefined
					? ignored
					: { action: { kind: "open_entry", id: entry.id } };
			}
			default:
				return {
					state: reduceBatchResult(
						scene.batch_result,
						action,
						tableHeight(body),
					),
				};
		}
	},
	view: batchResultContent,
});
