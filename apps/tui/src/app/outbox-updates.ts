import { waitingStepId } from "../model/waiting-step.ts";
import { knownStep, showEntry } from "./answer-updates.ts";
import {
	draftStatesFor,
	dropDraft,
	isUntouched,
	storedDrafts,
} from "./drafts.ts";
import { draftOf } from "./flow.ts";
import { initialStates } from "./initial-states.ts";
import type { Message } from "./messages.ts";
import { entriesToConfirm, entryForStep } from "./model/outbox-view.ts";
import { updateInbox, withNotice, withView } from "./outbox-view-updates.ts";
import { storeOutcome } from "./outcome-updates.ts";
import { showScreen } from "./show-screen.ts";
import type { AppState } from "./state.ts";

export type MessageOf<K extends Message["kind"]> = Extract<
	Message,
	{ kind: K }
>;

/** The drafts and the unsettled answers of the person are known. Those that are old are asked about. */
export function outboxOpened(
	state: AppState,
	{ entries, drafts }: MessageOf<"outbox_opened">,
): AppState {
	const opened = withView(
		{ ...state, drafts: { ...storedDrafts(drafts), ...state.drafts } },
		{ status: { kind: "open" }, entries },
	);
	const asks =
		state.overlay === null &&
		entriesToConfirm(opened.outbox, state.now).length > 0;
	const asking: AppState = asks
		? { ...opened, overlay: "confirm_stale" }
		: opened;
	return showOpenStep(asking);
}

/** A step that is already open shows its draft, or its answer if that is not settled. */
export function showOpenStep(state: AppState): AppState {
	const flow = draftOf(state.flow);
	if (flow === null || flow.screen !== "step") return state;
	const { waitingStep } = flow;
	const id = waitingStepId(waitingStep);
	const entry = entryForStep(state.outbox, id);
	if (entry !== null) return showEntry(state, entry);
	if (!isUntouched(flow) || state.drafts[id] === undefined) return state;
	const { option, comment, attached } = draftStatesFor(state, waitingStep);
	return { ...state, flow: { ...flow, option, comment, attached } };
}

export function outboxChanged(
	state: AppState,
	{ entries, settled, drafts }: MessageOf<"outbox_changed">,
): AppState {
	const refreshed = withView(
		{ ...state, drafts: storedDrafts(drafts) },
		{ entries },
	);
	const next = settled.reduce(
		(current, { entry, outcome, isOwn }) =>
			storeOutcome(current, entry, outcome, isOwn),
		refreshed,
	);
	const hasAnswered =
		next.overlay === "confirm_stale" &&
		entriesToConfirm(next.outbox, next.now).length === 0;
	return hasAnswered ? { ...next, overlay: null } : next;
}

export function outboxFailed(
	state: AppState,
	{ message, outcome }: MessageOf<"outbox_failed">,
): AppState {
	return {
		...withView(state, {
			status: { kind: "failed", message, outcome },
			progress: {},
		}),
		overlay: "outbox_problem",
	};
}

/** The answer is in the outbox: the person goes on. An app that was opened for one step shows the answer's progress. */
export function answerHeld(
	state: AppState,
	{ entry }: MessageOf<"answer_held">,
): AppState {
	const { outbox, target } = state;
	const waitingStep = knownStep(state, entry);
	const id = waitingStepId(waitingStep);
	const steps = { ...outbox.steps, [id]: waitingStep };
	const held = withView(state, { steps, notice: null });
	if (target.instance !== null) return dropDraft(showEntry(held, entry), id);
	const inInbox = dropDraft(showScreen(held, "inbox"), id);
	return updateInbox(inInbox, { kind: "row_passed", id });
}

export function answerBlocked(
	state: AppState,
	{ entry }: MessageOf<"answer_blocked">,
): AppState {
	const option = entry.context.option ?? "another one";
	const text = `Not sent: your earlier answer to this step is not settled (${option}).`;
	return withNotice(state, text);
}

/** The submission is not valid: nothing was sent, and the draft stays. */
export function answerInvalid(
	state: AppState,
	{ submission, outcome }: MessageOf<"answer_invalid">,
): AppState {
	const { flow } = state;
	if (flow.kind !== "answering") return state;
	const { waitingStep } = flow;
	return {
		...showScreen(state, "inbox"),
		flow: {
			...initialStates("done", { entryId: null, submission, outcome }),
			kind: "done",
			screen: "outcome",
			table: null,
			waitingStep,
		},
	};
}

/** Shows the draft again, on the review if its option is still offered. */
export function takenBack(
	state: AppState,
	{ entry, draft, reopens }: MessageOf<"taken_back">,
): AppState {
	if (!reopens) return state;
	const waitingStep = knownStep(state, entry);
	const kept = showScreen(state, "inbox");
	const drafts = { ...kept.drafts, ...storedDrafts([draft]) };
	const states = draftStatesFor({ ...kept, drafts }, waitingStep);
	const { selected } = states.option;
	const reopened: AppState = {
		...kept,
		drafts,
		flow:
			selected === null
				? { ...states, kind: "choosing", screen: "option", waitingStep }
				: {
						...states,
						option: { selected },
						kind: "answering",
						screen: "review",
						waitingStep,
					},
	};
	return withNotice(reopened, "Taken back. It is a draft, and was not sent.");
}

export function notTakenBack(state: AppState): AppState {
	return withNotice(state, "Too late to take it back: it is being sent.");
}
