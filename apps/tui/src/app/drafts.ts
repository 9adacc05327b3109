import {
	stepId,
	type WaitingStep,
	waitingStepId,
} from "../model/waiting-step.ts";
import type { Draft, DraftStep, StoredDraft } from "../outbox/draft.ts";
import { type DraftFlow, draftOf } from "./flow.ts";
import { initialDraftStates } from "./initial-states.ts";
import type { Effect } from "./messages.ts";
import { type Attached, nothingAttached } from "./model/attached.ts";
import type { StatesDuring } from "./screen-types.ts";
import type { AppState } from "./state.ts";

type DraftStates = StatesDuring<"choosing" | "answering"> & {
	attached: Attached;
};

/** What was entered for steps that are not open, by `waitingStepId`. */
export type KeptDrafts = Partial<Record<string, Draft>>;

/** Keeps what was entered for the open step, if anything. */
export function keepDraft(state: AppState): AppState {
	const flow = draftOf(state.flow);
	if (flow === null) return state;
	const draft = toDraft(flow);
	if (isEmpty(draft)) return dropDraft(state, waitingStepId(flow.waitingStep));
	const id = waitingStepId(flow.waitingStep);
	return { ...state, drafts: { ...state.drafts, [id]: draft } };
}

/** Forgets the draft of a step. @param id see `waitingStepId` */
export function dropDraft(state: AppState, id: string): AppState {
	const { [id]: dropped, ...drafts } = state.drafts;
	return dropped === undefined ? state : { ...state, drafts };
}

/** The states of the screens of a step that is opened, with its draft if there is one. */
export function draftStatesFor(
	{ drafts }: AppState,
	waitingStep: WaitingStep,
): DraftStates {
	const initial = initialDraftStates();
	const draft = drafts[waitingStepId(waitingStep)];
	if (draft === undefined) return { ...initial, attached: nothingAttached };
	const { option_id, comment, files, attachments } = draft;
	const selected =
		waitingStep.step.available_response_options.find(
			({ id }) => id === option_id,
		) ?? null;
	return {
		...initial,
		option: { selected },
		comment: { text: comment, caret: comment.length },
		attached: { files, ...(attachments === undefined ? {} : { attachments }) },
	};
}

/** The drafts that are stored, as the state keeps them. */
export function storedDrafts(stored: readonly StoredDraft[]): KeptDrafts {
	return Object.fromEntries(
		stored.map(({ step, draft }) => [stepId(step), draft]),
	);
}

/** Stores the draft of the open step if a message has changed it. */
export function saveDraftIfChanged(
	before: AppState,
	after: AppState,
): Effect[] {
	const flow = draftOf(after.flow);
	const previous = draftOf(before.flow);
	if (flow === null || previous === null || flow === previous) return [];
	if (waitingStepId(flow.waitingStep) !== waitingStepId(previous.waitingStep))
		return [];
	const draft = toDraft(flow);
	if (isSame(draft, toDraft(previous))) return [];
	const step = draftStep(flow.waitingStep);
	return [
		isEmpty(draft)
			? { kind: "remove_draft", step }
			: { kind: "save_draft", step, draft },
	];
}

/** Whether a comment was written that was never sent. */
export function hasUnsentComment(state: AppState): boolean {
	return Object.values(keepDraft(state).drafts).some(
		(draft) => draft !== undefined && draft.comment !== "",
	);
}

/** Whether nothing was entered for the open step. */
export function isUntouched(flow: DraftFlow): boolean {
	return isEmpty(toDraft(flow));
}

function toDraft({ option, comment, attached }: DraftFlow): Draft {
	return {
		option_id: option.selected?.id ?? null,
		comment: comment.text,
		...attached,
	};
}

function isEmpty({ option_id, comment, files, attachments }: Draft): boolean {
	return (
		option_id === null &&
		comment === "" &&
		files.length === 0 &&
		attachments === undefined
	);
}

function isSame(one: Draft, other: Draft): boolean {
	return (
		one.option_id === other.option_id &&
		one.comment === other.comment &&
		one.files === other.files &&
		one.attachments === other.attachments
	);
}

/** The step of a draft. */
export function draftStep({ scope, instance, step }: WaitingStep): DraftStep {
	return { ...scope, id: instance.id, step_id: step.id };
}
