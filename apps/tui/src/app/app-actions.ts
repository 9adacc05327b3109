import { waitingStepId } from "../model/waiting-step.ts";
import { draftOf } from "./flow.ts";
import { noEffects, type Transition } from "./messages.ts";
import type { AppAction } from "./model/app-action.ts";
import {
	chooseCompany,
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
import { showScreen } from "./show-screen.ts";
import type { AppState } from "./state.ts";
import { sendNow, submit, takeBack } from "./submission.ts";

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
		case "submit":
			return submit(state);
		case "take_back":
			return takeBack(state);
		case "send_now":
			return sendNow(state);
	}
}

/** Opens the comment in the person's editor. */
function editComment(state: AppState): Transition {
	const draft = draftOf(state.flow);
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
