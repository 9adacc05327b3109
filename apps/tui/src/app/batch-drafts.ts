import { waitingStepId } from "../model/waiting-step.ts";
import type { Draft } from "../outbox/draft.ts";
import { draftStep } from "./drafts.ts";
import type { FlowDuring } from "./flow.ts";
import type { Effect } from "./messages.ts";
import { writtenComments } from "./screens/batch-comment/state.ts";
import type { AppState } from "./state.ts";

type BatchFlow = FlowDuring<"batch">;

/** Stores the comments of a batch, as drafts of its steps, if a message has changed them. */
export function saveBatchDrafts(
	before: AppState,
	after: AppState,
): { state: AppState; effects: Effect[] } {
	const { flow } = after;
	const unchanged = { state: after, effects: [] };
	if (flow.kind !== "batch" || before.flow.kind !== "batch") return unchanged;
	if (before.flow.batch !== flow.batch) return unchanged;
	if (
		before.flow.batch_comment === flow.batch_comment &&
		before.flow.batch_option.selected === flow.batch_option.selected
	)
		return unchanged;
	const earlier = draftsOf(before.flow);
	const changed = draftsOf(flow).flatMap((draft, index) => {
		const item = flow.batch.items[index];
		if (item === undefined || isSame(draft, earlier[index])) return [];
		return [{ waitingStep: item.waitingStep, draft }];
	});
	if (changed.length === 0) return unchanged;
	const drafts = { ...after.drafts };
	for (const { waitingStep, draft } of changed) {
		if (draft === null) delete drafts[waitingStepId(waitingStep)];
		else drafts[waitingStepId(waitingStep)] = draft;
	}
	const stored = changed.map(({ waitingStep, draft }) => ({
		step: draftStep(waitingStep),
		draft,
	}));
	return {
		state: { ...after, drafts },
		effects: [{ kind: "save_drafts", drafts: stored }],
	};
}

/** The draft of each step; `null` if nothing was written for it. An option alone is no draft. */
function draftsOf({
	batch,
	batch_option: { selected },
	batch_comment,
}: BatchFlow): (Draft | null)[] {
	const comments = writtenComments(batch_comment);
	return batch.items.map(({ attached }, index) => {
		const comment = comments[index] ?? "";
		const isEmpty =
			comment === "" &&
			attached.files.length === 0 &&
			attached.attachments === undefined;
		return isEmpty
			? null
			: {
					option_id: selected?.options[index]?.id ?? null,
					comment,
					...attached,
				};
	});
}

function isSame(one: Draft | null, other: Draft | null | undefined): boolean {
	return one?.comment === other?.comment && one?.option_id === other?.option_id;
}
