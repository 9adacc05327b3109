import { waitingStepId } from "../model/waiting-step.ts";
import { draftOf } from "./flow.ts";
import type { Message } from "./messages.ts";
import {
	batchTextId,
	reduceBatchComment,
} from "./screens/batch-comment/state.ts";
import { withHistory } from "./screens/inbox/pane.ts";
import { reduceStep, type StepHistory } from "./screens/step/state.ts";
import type { AppState } from "./state.ts";
import { reduceTextField, type TextFieldAction } from "./ui/text-field.ts";

/** Ignores the editor of a step that is no longer open. */
export function updateComment(
	state: AppState,
	id: string,
	action: TextFieldAction,
): AppState {
	const { flow } = state;
	if (flow.kind === "batch" && id === batchTextId)
		return {
			...state,
			flow: {
				...flow,
				batch_comment: reduceBatchComment(flow.batch_comment, action),
			},
		};
	const draft = draftOf(flow);
	if (draft === null || waitingStepId(draft.waitingStep) !== id) return state;
	const comment = reduceTextField(draft.comment, action);
	return { ...state, flow: { ...draft, comment } };
}

/** Keeps a history that the pane asked for, and shows it if the step is open. */
export function historyLoaded(
	state: AppState,
	message: Extract<Message, { kind: "history_loaded" }>,
): AppState {
	const { id, steps } = message;
	const history: StepHistory =
		steps === null ? { kind: "failed" } : { kind: "loaded", steps };
	const kept = state.inbox.histories.has(id)
		? { ...state, inbox: withHistory(state.inbox, id, history) }
		: state;
	const draft = draftOf(state.flow);
	if (draft === null || waitingStepId(draft.waitingStep) !== id) return kept;
	return {
		...kept,
		flow: { ...draft, step: reduceStep(draft.step, message, 0) },
	};
}
