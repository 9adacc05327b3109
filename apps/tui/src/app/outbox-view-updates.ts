import { knownStep } from "./answer-updates.ts";
import { type OutboxView, unseenResults } from "./model/outbox-view.ts";
import { reduceInbox } from "./screens/inbox/state.ts";
import { inboxHeight } from "./screens/inbox/view.ts";
import type { AppState } from "./state.ts";
import { screenBodySize } from "./ui/page.ts";

/** How long a result is shown, in milliseconds. */
export const noticeMs = 15_000;

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

export function updateInbox(
	state: AppState,
	action: Parameters<typeof reduceInbox>[1],
): AppState {
	const height = inboxHeight(screenBodySize(state.size));
	const inbox = reduceInbox(state.inbox, action, height);
	return inbox === state.inbox ? state : { ...state, inbox };
}
