import { noEffects, type Transition } from "./messages.ts";
import type { Phase } from "./model/screen.ts";
import type { AppState } from "./state.ts";

/** Quits; during a submission it asks for confirmation once. */
export function quitOrConfirm(state: AppState): Transition {
	return isSubmitting(state) && state.overlay !== "confirm_quit"
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
