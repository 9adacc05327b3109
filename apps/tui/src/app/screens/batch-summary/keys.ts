import type { ShowScreen } from "../../model/app-action.ts";
import {
	type GlobalAction,
	globalKeyBindings,
	type KeyBinding,
} from "../../ui/keymap.ts";
import { scrollKeyBindings } from "../../ui/scroll.ts";
import type {
	SendSummaryAction,
	SendSummaryState,
} from "../../ui/send-summary.ts";
import { type SendingWay, sendKeyBindings } from "../../ui/typed-word.ts";

/** The actions of this screen's keys. */
export type BatchSummaryKeyAction =
	| SendSummaryAction
	| GlobalAction
	| { kind: "submit_batch" }
	| ShowScreen<"batch_comment">;

/** Sends the answers. */
export const submitBatchAction = { kind: "submit_batch" } as const;

/** Keys before a batch is sent. */
export function batchSummaryKeyBindings(
	way: SendingWay,
	{ typed }: SendSummaryState,
): readonly KeyBinding<BatchSummaryKeyAction>[] {
	return [
		...sendKeyBindings(way, typed, submitBatchAction),
		...scrollKeyBindings,
		...globalKeyBindings.map((binding) =>
			binding.action.kind === "back"
				? { ...binding, label: "change" }
				: binding,
		),
	];
}
