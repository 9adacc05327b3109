import { type WaitingStep, waitingStepId } from "../model/waiting-step.ts";
import { draftOf } from "./flow.ts";
import { initialDraftStates } from "./initial-states.ts";
import type { StatesDuring } from "./screen-types.ts";
import { reselectOption } from "./screens/option/state.ts";
import type { AppState } from "./state.ts";

type DraftStates = StatesDuring<"choosing" | "answering">;

/** What was entered for a step whose response is not on record. */
export type KeptDraft = Pick<DraftStates, "option" | "comment">;

/** The drafts of steps that are not open, by `waitingStepId`. */
export type KeptDrafts = Partial<Record<string, KeptDraft>>;

/** Keeps what was entered for the open step, if anything. */
export function keepDraft(state: AppState): AppState {
	const draft = draftOf(state.flow);
	if (draft === null) return state;
	const { waitingStep, option, comment } = draft;
	if (option.selected === null && comment.text === "")
		return dropDraft(state, waitingStep);
	const id = waitingStepId(waitingStep);
	return {
		...state,
		drafts: { ...state.drafts, [id]: { option, comment } },
	};
}

/** Forgets the draft of a step. */
export function dropDraft(state: AppState, waitingStep: WaitingStep): AppState {
	const { [waitingStepId(waitingStep)]: dropped, ...drafts } = state.drafts;
	return dropped === undefined ? state : { ...state, drafts };
}

/** The states of the screens of a step that is opened, with its draft if there is one. */
export function draftStatesFor(
	{ drafts }: AppState,
	waitingStep: WaitingStep,
): DraftStates {
	const initial = initialDraftStates();
	const kept = drafts[waitingStepId(waitingStep)];
	if (kept === undefined) return initial;
	const selected = reselectOption(kept.option, waitingStep.step);
	return { ...initial, comment: kept.comment, option: { selected } };
}

/** Whether a comment was written that was never sent. One that was sent is in what the app prints when it closes. */
export function hasUnsentComment(state: AppState): boolean {
	const sent = state.completed.map(({ waitingStep }) =>
		waitingStepId(waitingStep),
	);
	return Object.entries(keepDraft(state).drafts).some(
		([id, draft]) =>
			draft !== undefined && draft.comment.text !== "" && !sent.includes(id),
	);
}
