import { knownStep } from "./answer-updates.ts";
import { saveBatchDrafts } from "./batch-drafts.ts";
import { batchHeld, batchTakenBack } from "./batch-flow.ts";
import { historyLoaded, updateComment } from "./draft-updates.ts";
import { saveDraftIfChanged } from "./drafts.ts";
import {
	checkFilesIfShown,
	filesAttached,
	updateFiles,
} from "./file-updates.ts";
import { previewIfMoved, readPreview } from "./inbox-preview.ts";
import { refreshAfter, storeIfChanged } from "./inbox-upkeep.ts";
import { handleKey, handlePaste } from "./key-dispatch.ts";
import {
	companiesLoaded,
	failureAfter,
	personLoaded,
	projectsFailed,
	resize,
	updateStartup,
} from "./load-updates.ts";
import {
	type Effect,
	type Message,
	noEffects,
	type Transition,
} from "./messages.ts";
import {
	inboxOpened,
	openStep,
	projectsLoaded,
	reloadInbox,
	start,
} from "./navigation.ts";
import {
	answerBlocked,
	answerHeld,
	answerInvalid,
	notTakenBack,
	outboxChanged,
	outboxFailed,
	outboxOpened,
	showOpenStep,
	takenBack,
} from "./outbox-updates.ts";
import { updateInbox, withNotice } from "./outbox-view-updates.ts";
import { storeOutcome } from "./outcome-updates.ts";
import { updateProgress } from "./progress-updates.ts";
import { quit } from "./quit.ts";
import { refreshStep } from "./refresh-step.ts";
import type { AppState } from "./state.ts";

/** The effects of the initial state. */
export function initialEffects(state: AppState): Effect[] {
	return start(state).effects;
}

/** The app's reducer. Pure: effects are returned as data. A draft is stored with each change. */
export function reduce(state: AppState, message: Message): Transition {
	const next = transition(state, message);
	const batch = saveBatchDrafts(state, next.state);
	const saved = [
		...saveDraftIfChanged(state, next.state),
		...batch.effects,
		...previewIfMoved(state, next.state),
		...checkFilesIfShown(state, next.state),
	];
	return saved.length === 0
		? next
		: { state: batch.state, effects: [...next.effects, ...saved] };
}

function transition(state: AppState, message: Message): Transition {
	switch (message.kind) {
		case "key_pressed":
			return handleKey(state, message.key);
		case "pasted":
			return handlePaste(state, message.text);
		case "interrupted":
			return quit(state);
		case "companies_loaded":
			return companiesLoaded({ ...state, failure: null }, message);
		case "cache_opened":
			return inboxOpened(updateInbox(state, message), message.watched);
		case "projects_loaded":
			return projectsLoaded(state, message.projects);
		case "me_loaded":
			return personLoaded({ ...state, me: message.me });
		case "batch_taken_back":
			return noEffects(batchTakenBack(state, message));
		case "taken_back":
			return {
				state: takenBack(state, message),
				effects: message.reopens
					? [
							{
								kind: "refresh_step",
								waitingStep: knownStep(state, message.entry),
							},
						]
					: [],
			};
		case "preview_due":
			return readPreview(state, message.id);
		case "refresh_due":
			return message.loadId === state.inbox.loadId
				? reloadInbox(state)
				: noEffects(state);
		default: {
			const next = reduceState(state, message);
			return {
				state: next,
				effects: [
					...storeIfChanged(state, next),
					...refreshAfter(next, message),
				],
			};
		}
	}
}

type HandledAbove =
	| "key_pressed"
	| "pasted"
	| "interrupted"
	| "companies_loaded"
	| "cache_opened"
	| "projects_loaded"
	| "refresh_due"
	| "preview_due"
	| "me_loaded"
	| "taken_back"
	| "batch_taken_back";

function reduceState(
	state: AppState,
	message: Exclude<Message, { kind: HandledAbove }>,
): AppState {
	switch (message.kind) {
		case "resized":
			return resize(state, message.size);
		case "ticked":
			return message.now > state.now ? { ...state, now: message.now } : state;
		case "startup_failed":
			return {
				...updateStartup(state, message),
				failure: failureAfter(state, message),
			};
		case "instance_has_no_step":
			return { ...updateStartup(state, message), failure: null };
		case "instance_opened":
			return showOpenStep({
				...openStep(state, message.waitingStep),
				failure: null,
			});
		case "steps_loaded":
		case "lists_completed":
		case "load_progressed":
			return updateInbox(state, message);
		case "load_completed":
			return message.loadId === state.inbox.loadId
				? {
						...updateInbox(state, { ...message, now: state.now }),
						failure: null,
					}
				: state;
		case "load_failed":
			return message.loadId === state.inbox.loadId
				? {
						...updateInbox(state, message),
						failure: failureAfter(state, message),
					}
				: state;
		case "projects_failed":
			return {
				...projectsFailed(state, message),
				failure: failureAfter(state, message),
			};
		case "step_refreshed":
			return refreshStep(state, message.id, message.instance);
		case "history_loaded":
			return historyLoaded(state, message);
		case "link_not_opened":
			return withNotice(
				state,
				`No browser could be started for ${message.url}`,
			);
		case "text_edited":
			return updateComment(state, message.id, {
				kind: "replaced",
				text: message.text,
			});
		case "editor_failed":
			return updateComment(state, message.id, message);
		case "files_checked":
			return {
				...state,
				knownFiles: { ...state.knownFiles, ...message.known },
			};
		case "files_attached":
			return filesAttached(state, message);
		case "files_refused":
			return updateFiles(state, message.id, {
				kind: "refused",
				reason: message.reason,
			});
		case "path_completed":
			return updateFiles(state, message.id, { ...message, kind: "completed" });
		case "outbox_opened":
			return outboxOpened(state, message);
		case "outbox_changed":
			return outboxChanged(state, message);
		case "outbox_failed":
			return outboxFailed(state, message);
		case "answer_held":
			return answerHeld(state, message);
		case "batch_held":
			return batchHeld(state, message.sent);
		case "answer_blocked":
			return answerBlocked(state, message);
		case "answer_invalid":
			return answerInvalid(state, message);
		case "not_taken_back":
			return notTakenBack(state);
		case "entry_started":
		case "entry_progressed":
		case "entry_uploading":
		case "entry_stopped":
			return updateProgress(state, message);
		case "entry_ended":
			return storeOutcome(state, message.entry, message.outcome);
	}
}
