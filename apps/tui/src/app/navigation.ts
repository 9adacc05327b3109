import type { Scope } from "@signoff/core";
import type { Project } from "@signoff/core/contract";
import type { WaitingStep } from "../model/waiting-step.ts";
import type { Watched } from "../model/watched.ts";
import { showEntry, showResult } from "./answer-updates.ts";
import { draftStatesFor } from "./drafts.ts";
import { noEffects, type Transition } from "./messages.ts";
import { entryForStep, unseenForStep } from "./model/outbox-view.ts";
import { withView } from "./outbox-view-updates.ts";
import { reduceInbox } from "./screens/inbox/state.ts";
import { inboxHeight } from "./screens/inbox/view.ts";
import { newProjects, reduceProjects } from "./screens/projects/state.ts";
import { showScreen } from "./show-screen.ts";
import type { AppState } from "./state.ts";
import { optionIndex } from "./ui/option-letters.ts";
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
	return startInbox(state, scope.company_id);
}

/** Opens the last known inbox first; its projects are then known, or are asked for. */
function startInbox(state: AppState, company_id: string): Transition {
	const { loadId } = state.inbox;
	return {
		state,
		effects: [{ kind: "open_inbox", company_id, loadId }],
	};
}

function startLoad(state: AppState): AppState {
	const action = { kind: "load_started", now: state.now } as const;
	const height = inboxHeight(screenBodySize(state.size));
	return { ...state, inbox: reduceInbox(state.inbox, action, height) };
}

/** Loads the inbox that was opened: of the projects that settings name, else of those that were chosen before. */
export function inboxOpened(
	state: AppState,
	chosen: Watched | null,
): Transition {
	const watched = state.target.watched ?? chosen;
	const { scope } = state.target;
	if (scope === null) return noEffects(state);
	const { company_id } = scope;
	const { loadId } = state.inbox;
	return watched === null
		? { state, effects: [{ kind: "list_projects", company_id, loadId }] }
		: loadWatched(state, watched);
}

function loadWatched(state: AppState, watched: Watched): Transition {
	const { scope } = state.target;
	if (scope === null) return noEffects(state);
	const { company_id } = scope;
	const { loadId } = state.inbox;
	return {
		state: { ...state, target: { ...state.target, watched } },
		effects: [{ kind: "load_inbox", company_id, watched, loadId }],
	};
}

/** Asks which projects the inbox shows, unless there is nothing to choose. */
export function projectsLoaded(
	state: AppState,
	projects: Project[],
): Transition {
	const { watched = null } = state.target;
	const isFirst = state.flow.screen === "inbox";
	if (isFirst && watched === null && projects.length < 2)
		return loadWatched(state, { kind: "all" });
	const shown = {
		...state,
		projects: reduceProjects(
			state.projects,
			{ kind: "projects_listed", projects, watched },
			screenBodySize(state.size).rows,
		),
	};
	return noEffects(isFirst ? showScreen(shown, "projects") : shown);
}

/** Shows the choice of projects. */
export function openProjects(state: AppState): Transition {
	const { scope } = state.target;
	if (scope === null) return noEffects(state);
	const { company_id } = scope;
	const { loadId } = state.inbox;
	return {
		state: showScreen(
			{ ...state, projects: newProjects(state.now) },
			"projects",
		),
		effects: [{ kind: "list_projects", company_id, loadId }],
	};
}

/** Loads the inbox of the chosen projects. Rows of other projects are gone once it is loaded. */
export function chooseProjects(state: AppState, watched: Watched): Transition {
	return loadWatched(startLoad(showScreen(state, "inbox")), watched);
}

function showLoading(
	state: AppState,
	resource: "companies" | "instance",
): AppState {
	return {
		...state,
		flow: { kind: "browsing", screen: "startup" },
		startup: { kind: "loading", resource, startedAt: state.now },
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

/** Loads the inbox again, unless a load runs. The rows stay until then. */
export function reloadInbox(state: AppState): Transition {
	const { target, inbox } = state;
	// The load that runs reads everything.
	if (target.scope === null || inbox.status.kind === "loading")
		return noEffects(state);
	return target.watched
		? loadWatched(startLoad(state), target.watched)
		: start(startLoad(state));
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

/**
 * Shows the step under the cursor, and reads it again, since the inbox may be out of date. If it was answered, shows the
 * outcome that was not seen yet, or the progress of the answer.
 */
export function openSelectedStep(state: AppState): Transition {
	const { filtered, cursor } = state.inbox;
	const row = filtered[cursor];
	if (row === undefined) return noEffects(state);
	const { id, waitingStep } = row;
	const entry = entryForStep(state.outbox, id);
	if (entry !== null) return noEffects(showEntry(state, entry));
	const unseen = unseenForStep(state.outbox, id);
	if (unseen !== null)
		return noEffects(withView(showResult(state, unseen), {}));
	return {
		state: openStep(state, waitingStep),
		effects: [{ kind: "refresh_step", waitingStep }],
	};
}

/** Opens the step under the cursor with the option that its key chooses. */
export function chooseForSelected(state: AppState, key: string): Transition {
	const opened = openSelectedStep(state);
	const { flow } = opened.state;
	if (flow.kind !== "choosing") return opened;
	const options = flow.waitingStep.step.available_response_options;
	const index = optionIndex(key, options);
	const selected = index === null ? null : (options[index] ?? null);
	if (selected === null) return opened;
	return {
		...opened,
		state: {
			...opened.state,
			flow: { ...flow, screen: "option", option: { selected } },
		},
	};
}

/** Shows the inbox. If the app was opened for one instance, the inbox is loaded first. */
export function openInbox(state: AppState): Transition {
	const next = showScreen(state, "inbox");
	if (state.target.instance === null) return noEffects(next);
	return start({ ...next, target: { ...next.target, instance: null } });
}

/** Shows the next step of the inbox that was not answered, beginning with that under the cursor. */
export function openNextStep(state: AppState): Transition {
	const opened = openInbox(state);
	if (opened.effects.length > 0) return opened;
	const { inbox, outbox } = opened.state;
	const isOpen = ({ id }: { id: string }): boolean =>
		entryForStep(outbox, id) === null && unseenForStep(outbox, id) === null;
	const { filtered, cursor } = inbox;
	const after = filtered.slice(cursor).findIndex(isOpen);
	const next = after === -1 ? filtered.findIndex(isOpen) : cursor + after;
	if (next === -1) return opened;
	const by = next - cursor;
	const moved = reduceInbox(
		inbox,
		{ kind: "moved", by },
		inboxHeight(screenBodySize(state.size)),
	);
	return openSelectedStep({ ...opened.state, inbox: moved });
}
