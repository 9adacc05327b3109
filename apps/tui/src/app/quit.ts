import { answeredStepId } from "../model/waiting-step.ts";
import { hasUnsentComment } from "./drafts.ts";
import { noEffects, type Transition } from "./messages.ts";
import type { AppState } from "./state.ts";

/**
 * What quitting would end: an answer that is being sent, one whose undo window is open, or a comment that cannot be
 * stored.
 */
export type Unfinished = "submission" | "held" | "comment";

/** What quitting would end; `null` if nothing. */
export function unfinished(state: AppState): Unfinished | null {
	const { outbox } = state;
	if (Object.keys(outbox.progress).length > 0) return "submission";
	const isHeld = outbox.entries.some(
		({ state: { kind }, submission }) =>
			kind === "held" && outbox.steps[answeredStepId(submission)] !== undefined,
	);
	if (isHeld) return "held";
	return outbox.status.kind === "failed" && hasUnsentComment(state)
		? "comment"
		: null;
}

/** Quits; if something is not finished, it asks for confirmation once. */
export function quitOrConfirm(state: AppState): Transition {
	return unfinished(state) !== null && state.overlay !== "confirm_quit"
		? noEffects({ ...state, overlay: "confirm_quit" })
		: quit(state);
}

/** Quits at once. What is being sent is stopped, and stays in the outbox. */
export function quit(state: AppState): Transition {
	return noEffects({ ...state, overlay: null, ended: true });
}
