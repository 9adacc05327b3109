import type { Batch } from "../../model/batch.ts";
import {
	type SharedOption,
	sharedOptions,
} from "../../model/shared-options.ts";
import { scroll } from "../../ui/scroll.ts";

/** The option for all steps, and the scroll offset of their list. */
export type BatchOptionState = {
	/** The options that all steps offer. */
	offered: readonly SharedOption[];
	/** None is selected at first. */
	selected: SharedOption | null;
	top: number;
};

export type BatchOptionAction =
	| { kind: "moved"; by: number }
	| { kind: "selected"; index: number }
	/** Scrolls the list of steps. */
	| { kind: "scrolled"; by: number };

/** No option is selected. */
export function newBatchOption({ items }: Batch): BatchOptionState {
	const steps = items.map(({ waitingStep }) => waitingStep);
	return { offered: sharedOptions(steps), selected: null, top: 0 };
}

/** @param max the largest scroll offset of the list */
export function reduceBatchOption(
	state: BatchOptionState,
	action: BatchOptionAction,
	max: number,
): BatchOptionState {
	const { offered, selected, top } = state;
	const last = offered.length - 1;
	switch (action.kind) {
		case "selected":
			return { ...state, selected: offered[action.index] ?? selected };
		case "moved": {
			const current = selected === null ? -1 : offered.indexOf(selected);
			const start = current === -1 && action.by < 0 ? last + 1 : current;
			const index = Math.max(0, Math.min(last, start + action.by));
			return { ...state, selected: offered[index] ?? null };
		}
		case "scrolled":
			return { ...state, top: scroll(top, action.by, max) };
	}
}
