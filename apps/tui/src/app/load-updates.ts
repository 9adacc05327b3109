import type { Outcome } from "@signoff/core";
import { type Message, noEffects, type Transition } from "./messages.ts";
import { chooseCompany } from "./navigation.ts";
import { updateInbox } from "./outbox-view-updates.ts";
import { keepCursorVisible } from "./screens/inbox/state.ts";
import { inboxHeight } from "./screens/inbox/view.ts";
import { reduceProjects } from "./screens/projects/state.ts";
import {
	reduceStartup,
	type StartupScreenAction,
} from "./screens/startup/state.ts";
import type { AppState } from "./state.ts";
import { type Size, screenBodySize } from "./ui/page.ts";

/** Opens the outbox once it is known whose it is. */
export function personLoaded(state: AppState): Transition {
	const { target, outbox, me } = state;
	return target.scope === null || outbox.status.kind !== "closed"
		? noEffects(state)
		: {
				state,
				effects: [
					{ kind: "open_outbox", company_id: target.scope.company_id, me },
				],
			};
}

/** Asks for a company only if there are several. */
export function companiesLoaded(
	state: AppState,
	message: Extract<Message, { kind: "companies_loaded" }>,
): Transition {
	const next = { ...state, startup: reduceStartup(state.startup, message) };
	const [first, second] = message.companies;
	return first !== undefined && second === undefined
		? chooseCompany(next, first.id)
		: noEffects(next);
}

export function updateStartup(
	state: AppState,
	action: StartupScreenAction,
): AppState {
	return { ...state, startup: reduceStartup(state.startup, action) };
}

/** Quitting aborts all loads, which is no failure. */
export function failureAfter(
	{ ended, failure }: AppState,
	{ outcome, message }: { outcome: Outcome; message: string },
): AppState["failure"] {
	return ended ? failure : { outcome, message };
}

export function resize(state: AppState, size: Size): AppState {
	const height = inboxHeight(screenBodySize(size));
	return { ...state, size, inbox: keepCursorVisible(state.inbox, height) };
}

/** The choice of projects shows why it cannot be made. Before the first choice the inbox does, which is then shown. */
export function projectsFailed(
	state: AppState,
	message: Extract<Message, { kind: "projects_failed" }>,
): AppState {
	return state.target.watched
		? { ...state, projects: reduceProjects(state.projects, message, 0) }
		: updateInbox(state, { ...message, kind: "load_failed" });
}
