import type { MessageOf } from "./outbox-updates.ts";
import { withView } from "./outbox-view-updates.ts";
import { withoutQuestion } from "./outcome-updates.ts";
import type { AppState } from "./state.ts";

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

/** Shows the latest request. */
function scrollToEnd(state: AppState, id: string): AppState {
	const { flow } = state;
	if (flow.kind !== "sending" || flow.sending.entryId !== id) return state;
	const sending = { ...flow.sending, top: Number.MAX_SAFE_INTEGER };
	return { ...state, flow: { ...flow, sending } };
}
