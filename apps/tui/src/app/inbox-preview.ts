import { type Effect, noEffects, type Transition } from "./messages.ts";
import { hasPane, unreadStep, withHistory } from "./screens/inbox/pane.ts";
import type { AppState } from "./state.ts";

/** Of the limit, this part is left for what the person does. */
const reservedPart = 4;

/** Schedules the read of the step under the cursor, if a message has moved the cursor to it. */
export function previewIfMoved(before: AppState, after: AppState): Effect[] {
	if (!showsPane(after)) return [];
	const step = unreadStep(after.inbox);
	if (step === null) return [];
	const isSame = showsPane(before) && unreadStep(before.inbox)?.id === step.id;
	return isSame ? [] : [{ kind: "schedule_preview", id: step.id }];
}

/** Reads the earlier answers of the step on which the cursor rests, unless the limit is nearly used up. */
export function readPreview(state: AppState, id: string): Transition {
	const step = showsPane(state) ? unreadStep(state.inbox) : null;
	if (step === null || step.id !== id || !hasQuota(state))
		return noEffects(state);
	return {
		state: {
			...state,
			inbox: withHistory(state.inbox, id, { kind: "loading" }),
		},
		effects: [{ kind: "load_history", waitingStep: step.waitingStep }],
	};
}

function showsPane({ flow, size }: AppState): boolean {
	return flow.screen === "inbox" && hasPane(size);
}

function hasQuota({ inbox }: AppState): boolean {
	const quota = inbox.progress?.quota ?? null;
	return quota === null || quota.remaining * reservedPart > quota.limit;
}
