import { ignored } from "../../model/app-action.ts";
import { defineScreen } from "../../model/define-screen.ts";
import type { Screen } from "../../model/screen.ts";
import {
	type BatchOptionKeyAction,
	batchOptionKey,
	batchOptionKeyBindings,
} from "./keys.ts";
import {
	type BatchOptionState,
	newBatchOption,
	reduceBatchOption,
} from "./state.ts";
import { type BatchOptionScene, batchOptionContent, listRows } from "./view.ts";

/** The screen that lists the steps of a batch; one option is chosen for all. */
export const batchOptionScreen: Screen<
	"batch",
	"batch_option",
	BatchOptionState,
	BatchOptionScene,
	BatchOptionKeyAction
> = defineScreen({
	name: "batch_option",
	phase: "batch",
	initial: newBatchOption,
	allBindings: batchOptionKeyBindings,
	bindings: () => batchOptionKeyBindings,
	unboundKey: ({ batch_option }, key) =>
		batchOptionKey(key, batch_option.offered),
	update: (scene, action, body) => {
		const { batch, batch_option } = scene;
		switch (action.kind) {
			case "back":
				return { action: { kind: "open_inbox" } };
			default: {
				const max = Math.max(0, batch.items.length - listRows(scene, body));
				const state = reduceBatchOption(batch_option, action, max);
				return state.selected === null && action.kind === "selected"
					? ignored
					: { state };
			}
		}
	},
	view: batchOptionContent,
});
