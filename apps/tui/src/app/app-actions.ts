import { waitingStepId } from "../model/waiting-step.ts";
import { sendNow, submit, takeBack } from "./answer-updates.ts";
import {
	backToTable,
	chooseForAll,
	openBatch,
	openBatchOfAll,
	openEntry,
	sendBatchNow,
	showSentBatch,
	submitBatch,
} from "./batch-flow.ts";
import { attachFiles, completePath, removeFile } from "./file-updates.ts";
import { draftOf } from "./flow.ts";
import { followItemLink } from "./item-links.ts";
import { noEffects, type Transition } from "./messages.ts";
import type { AppAction } from "./model/app-action.ts";
import {
	chooseCompany,
	chooseForSelected,
	chooseProjects,
	openInbox,
	openNextStep,
	openProjects,
	openSelectedStep,
	reloadInbox,
	start,
} from "./navigation.ts";
import { quitOrConfirm } from "./quit.ts";
import type { ShowableName } from "./screen-types.ts";
import { batchTextId, shownField } from "./screens/batch-comment/state.ts";
import { selectedIds } from "./screens/inbox/marks.ts";
import { showScreen } from "./show-screen.ts";
import type { AppState } from "./state.ts";

/** Performs the action of a key that affects more than its screen. */
export function performAction(
	state: AppState,
	action: AppAction<ShowableName>,
): Transition {
	switch (action.kind) {
		case "show_keys":
			return noEffects({ ...state, overlay: "keys" });
		case "quit":
			return quitOrConfirm(state);
		case "show_screen":
			return noEffects(showScreen(state, action.screen));
		case "start":
			return start(state);
		case "choose_company":
			return chooseCompany(state, action.company_id);
		case "reload_inbox":
			return reloadInbox(state);
		case "open_projects":
			return openProjects(state);
		case "keep_projects":
			return noEffects(
				state.target.watched ? showScreen(state, "inbox") : state,
			);
		case "choose_projects":
			return chooseProjects(state, action.watched);
		case "open_inbox":
			return openInbox(state);
		case "open_selected_step":
			return openSelectedStep(state);
		case "open_next_step":
			return openNextStep(state);
		case "load_history":
			return loadHistory(state);
		case "edit_comment":
			return editComment(state);
		case "open_batch":
			return openBatch(state);
		case "open_batch_of_all":
			return openBatchOfAll(state);
		case "choose_option":
			return chooseOption(state, action.key);
		case "copy_link":
		case "open_link":
			return followItemLink(state, action.kind);
		case "submit_batch":
			return submitBatch(state);
		case "send_batch_now":
			return sendBatchNow(state);
		case "open_last_batch":
			return noEffects(
				state.lastBatch === null
					? state
					: showSentBatch(state, state.lastBatch),
			);
		case "open_table":
			return noEffects(backToTable(state));
		case "open_entry":
			return openEntry(state, action.id);
		case "attach_files":
			return attachFiles(state);
		case "remove_file":
			return noEffects(removeFile(state));
		case "complete_path":
			return completePath(state);
		case "submit":
			return submit(state);
		case "take_back":
			return takeBack(state);
		case "send_now":
			return sendNow(state);
	}
}

/** Chooses an option of the marked steps, or of the one under the cursor. */
function chooseOption(state: AppState, key: string): Transition {
	return selectedIds(state.inbox).size > 0
		? chooseForAll(state, key)
		: chooseForSelected(state, key);
}

/** Opens the comment in the person's editor. */
function editComment(state: AppState): Transition {
	const { flow } = state;
	if (flow.kind === "batch") {
		const { text } = shownField(flow.batch_comment);
		return { state, effects: [{ kind: "edit_text", id: batchTextId, text }] };
	}
	const draft = draftOf(flow);
	if (draft === null) return noEffects(state);
	const { waitingStep, comment } = draft;
	const id = waitingStepId(waitingStep);
	return { state, effects: [{ kind: "edit_text", id, text: comment.text }] };
}

function loadHistory(state: AppState): Transition {
	const draft = draftOf(state.flow);
	if (draft === null) return noEffects(state);
	const { waitingStep } = draft;
	return { state, effects: [{ kind: "load_history", waitingStep }] };
}
