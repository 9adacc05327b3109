import { hasUnsentComment } from "./drafts.ts";
import { noEffects, type Transition } from "./messages.ts";
import type { Phase } from "./model/screen.ts";
import type { AppState } from "./state.ts";

/** What is not finished: a submission in progress, or a comment that is not sent. */
export type Unfinished = "submission" | "comment";

/** What quitting would end; `null` if nothing. */
export function unfinished(state: AppState): Unfinished | null {
	if (isSubmitting(state)) return "submission";
	return hasUnsentComment(state) ? "comment" : null;
}

/** Quits; if something is not finished, it asks for confirmation once. */
export function quitOrConfirm(state: AppState): Transition {
	return unfinished(state) !== null && state.overlay !== "confirm_quit"
		? noEffects({ ...state, overlay: "confirm_quit" })
		: quit(state);
}

/** Quits at once. A submission in progress is aborted, and its outcome is still stored. */
export function quit(state: AppState): Transition {
	return {
		state: { ...state, overlay: null, ended: true },
		effects: isSubmitting(state) ? [{ kind: "abort_submission" }] : [],
	};
}

const submitting: Record<Phase, boolean> = {
	browsing: false,
	choosing: false,
	answering: false,
	sending: true,
	done: false,
};

function isSubmitting({ flow }: AppState): boolean {
	return submitting[flow.kind];
}
