import { type Outcome, outcomeTraits } from "@signoff/core";
import { answeredStepId, waitingStepId } from "../model/waiting-step.ts";
import type { OutboxEntry } from "../outbox/entry.ts";
import {
	draftStatesFor,
	dropDraft,
	isUntouched,
	storedDrafts,
} from "./drafts.ts";
import { draftOf } from "./flow.ts";
import { initialStates } from "./initial-states.ts";
import type { Message } from "./messages.ts";
import { outcomeNotice } from "./model/outbox-notice.ts";
import {
	entriesToConfirm,
	entryForStep,
	type OutboxView,
	unseenResults,
} from "./model/outbox-view.ts";
import { unfinished } from "./quit.ts";
import { reduceInbox } from "./screens/inbox/state.ts";
import { inboxHeight } from "./screens/inbox/view.ts";
import { showScreen } from "./show-screen.ts";
import type { AppState } from "./state.ts";
import { knownStep, showEntry, showResult } from "./submission.ts";
import { screenBodySize } from "./ui/page.ts";

type MessageOf<K extends Message["kind"]> = Extract<Message, { kind: K }>;

/** How long a result is shown, in milliseconds. */
export const noticeMs = 15_000;

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

export function updateProgress(
	state: AppState,
	message: MessageOf<
		"entry_started" | "entry_progressed" | "entry_uploading" | "entry_stopped"
	>,
): AppState {
	const { id } = message;
	const { outbox, now } = state;
	const { [id]: current, ...others } = outbox.progress;
	switch (message.kind) {
		case "entry_started":
			return withView(state, {
				progress: {
					...others,
					[id]: { since: now, attempts: [], activity: null },
				},
			});
		case "entry_progressed": {
			if (current === undefined) return state;
			const { attempts, activity } = message;
			const isSame =
				current.activity?.kind === "calling" &&
				activity.kind === "calling" &&
				current.activity.call === activity.call;
			const since = isSame ? current.since : now;
			const progress = { ...others, [id]: { since, attempts, activity } };
			return scrollToEnd(withView(state, { progress }), id);
		}
		case "entry_uploading": {
			if (current === undefined) return state;
			const { upload } = message;
			const progress = { ...others, [id]: { ...current, upload } };
			return scrollToEnd(withView(state, { progress }), id);
		}
		case "entry_stopped":
			return withoutQuestion(withView(state, { progress: others }));
	}
}

/** Stores an outcome, and shows it if the person follows this answer. */
export function storeOutcome(
	state: AppState,
	entry: OutboxEntry,
	outcome: Outcome,
	isOwn = true,
): AppState {
	const { stepStillOpen, onRecord, retryable } = outcomeTraits[outcome.kind];
	const { outbox } = state;
	const follows = isFollowed(state, entry.id, outcome);
	const result = { entry, outcome, seen: onRecord };
	const results = outbox.results.filter((each) => each.entry.id !== entry.id);
	const stepId = answeredStepId(entry.submission);
	const answered = stepStillOpen
		? state
		: updateInbox(state, { kind: "step_answered", id: stepId });
	const stored = withView(
		{ ...answered, failure: null },
		{
			results: isOwn ? [...results, result] : results,
			entries: retryable
				? outbox.entries
				: outbox.entries.filter(({ id }) => id !== entry.id),
			notice:
				follows || isShown(state, entry.id)
					? null
					: outcomeNotice(entry, outcome, state.now + noticeMs),
		},
	);
	return withoutQuestion(follows ? showResult(stored, result) : stored);
}

function isShown({ flow }: AppState, id: string): boolean {
	return flow.kind === "done" && flow.outcome.entryId === id;
}

/** Whether the person follows an answer. An outcome that is shown already is not shown again with each try. */
function isFollowed({ flow }: AppState, id: string, outcome: Outcome): boolean {
	if (flow.kind === "sending") return flow.sending.entryId === id;
	if (flow.kind !== "done" || flow.outcome.entryId !== id) return false;
	const { kind } = flow.outcome.outcome;
	return kind !== outcome.kind || !outcomeTraits[kind].retryable;
}

/** Changes what is known about the outbox. Its answers have rows in the inbox until they are settled and seen. */
export function withView(
	state: AppState,
	changes: Partial<OutboxView>,
): AppState {
	const next = { ...state, outbox: { ...state.outbox, ...changes } };
	const shown = [
		...next.outbox.entries,
		...unseenResults(next.outbox).map(({ entry }) => entry),
	];
	const steps = shown.map((entry) => knownStep(next, entry));
	return updateInbox(next, { kind: "pinned", steps });
}

/** Shows a text on every screen for a while. */
export function withNotice(state: AppState, text: string): AppState {
	const until = state.now + noticeMs;
	return withView(state, { notice: { text, outcome: null, until } });
}

/** The question whether to quit is answered once nothing is unfinished. */
function withoutQuestion(state: AppState): AppState {
	return state.overlay === "confirm_quit" && unfinished(state) === null
		? { ...state, overlay: null }
		: state;
}

/** Shows the latest request. */
function scrollToEnd(state: AppState, id: string): AppState {
	const { flow } = state;
	if (flow.kind !== "sending" || flow.sending.entryId !== id) return state;
	const sending = { ...flow.sending, top: Number.MAX_SAFE_INTEGER };
	return { ...state, flow: { ...flow, sending } };
}

function updateInbox(
	state: AppState,
	action: Parameters<typeof reduceInbox>[1],
): AppState {
	const height = inboxHeight(screenBodySize(state.size));
	const inbox = reduceInbox(state.inbox, action, height);
	return inbox === state.inbox ? state : { ...state, inbox };
}
