import type { Scope } from "@signoff/core";
import type { WaitingStep } from "../model/waiting-step.ts";
import { draftStatesFor } from "./drafts.ts";
import { noEffects, type Transition } from "./messages.ts";
import { reduceInbox } from "./screens/inbox/state.ts";
import { inboxHeight } from "./screens/inbox/view.ts";
import { showScreen } from "./show-screen.ts";
import type { AppState } from "./state.ts";
import { screenBodySize } from "./ui/page.ts";

/** Loads what the app was opened for: the companies, the one instance, or the inbox. Also used after a failure. */
export function start(state: AppState): Transition {
	const { scope, instance } = state.target;
	if (scope === null)
		return {
			state: showLoading(state, "companies"),
			effects: [{ kind: "list_companies" }],
		};
	if (instance !== null)
		return {
			state: showLoading(state, "instance"),
			effects: [{ kind: "open_instance", scope, instance }],
		};
	const { loadId } = state.inbox;
	return { state, effects: [{ kind: "load_inbox", scope, loadId }] };
}

function showLoading(
	state: AppState,
	resource: "companies" | "instance",
): AppState {
	return {
		...state,
		flow: { kind: "browsing", screen: "startup" },
		startup: { kind: "loading", resource },
	};
}

/** Chooses a company, and loads what the app was opened for. */
export function chooseCompany(state: AppState, company_id: string): Transition {
	const scope: Scope = { company_id };
	return start({
		...state,
		flow: { kind: "browsing", screen: "inbox" },
		target: { ...state.target, scope },
	});
}

/** Loads the inbox again. The rows stay until then. */
export function reloadInbox(state: AppState): Transition {
	const { scope } = state.target;
	if (scope === null) return noEffects(state);
	const inbox = reduceInbox(
		state.inbox,
		{ kind: "load_started" },
		inboxHeight(screenBodySize(state.size)),
	);
	const { loadId } = inbox;
	return {
		state: { ...state, inbox },
		effects: [{ kind: "load_inbox", scope, loadId }],
	};
}

/** Shows a step, with the draft of its response if there is one. */
export function openStep(state: AppState, waitingStep: WaitingStep): AppState {
	return {
		...state,
		flow: {
			...draftStatesFor(state, waitingStep),
			kind: "choosing",
			screen: "step",
			waitingStep,
		},
	};
}

/** Shows the step under the cursor, and reads it again, since the inbox may be out of date. */
export function openSelectedStep(state: AppState): Transition {
	const { filtered, cursor } = state.inbox;
	const row = filtered[cursor];
	if (row === undefined) return noEffects(state);
	const { waitingStep } = row;
	return {
		state: openStep(state, waitingStep),
		effects: [{ kind: "refresh_step", waitingStep }],
	};
}

/** Shows the inbox. If the app was opened for one instance, the inbox is loaded first. */
export function openInbox(state: AppState): Transition {
	const next = showScreen(state, "inbox");
	if (state.target.instance === null) return noEffects(next);
	return start({ ...next, target: { ...next.target, instance: null } });
}

/** Shows the step that is now under the cursor of the inbox. */
export function openNextStep(state: AppState): Transition {
	const opened = openInbox(state);
	return opened.effects.length > 0 || opened.state.inbox.filtered.length === 0
		? opened
		: openSelectedStep(opened.state);
}
