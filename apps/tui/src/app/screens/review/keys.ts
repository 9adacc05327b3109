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
export type ReviewKeyAction =
	| SendSummaryAction
	| GlobalAction
	| { kind: "submit" }
	| ShowScreen<"comment" | "files">;

/** Sends the answer. */
export const submitAction = { kind: "submit" } as const;

/** Keys before sending. Enter does nothing: it would be too easy to press once more than meant. */
export function reviewKeyBindings(
	way: SendingWay,
	{ typed }: SendSummaryState,
): readonly KeyBinding<ReviewKeyAction>[] {
	return [...sendKeyBindings(way, typed, submitAction), ...otherKeys];
}

const otherKeys: readonly KeyBinding<ReviewKeyAction>[] = [
	...scrollKeyBindings,
	{
		keys: ["f", "<ctrl-o>"],
		action: { kind: "show_screen", screen: "files" },
		keyLabel: "f",
		label: "files",
	},
	...globalKeyBindings.map((binding) =>
		binding.action.kind === "back" ? { ...binding, label: "change" } : binding,
	),
];
