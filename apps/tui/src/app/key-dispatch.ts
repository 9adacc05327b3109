import { performAction } from "./app-actions.ts";
import { passInput, type ScreenInput } from "./current-screen.ts";
import { noEffects, type Transition } from "./messages.ts";
import { entriesToConfirm } from "./model/outbox-view.ts";
import { confirmQuitBindings, confirmStaleBindings } from "./overlays.ts";
import { quit, quitOrConfirm } from "./quit.ts";
import type { AppState } from "./state.ts";
import type { Key } from "./ui/key-input.ts";
import { actionFor } from "./ui/keymap.ts";

/** Passes a key to the overlay or the current screen. */
export function handleKey(state: AppState, key: Key): Transition {
	if (state.ended) return noEffects(state);
	if (key === "<ctrl-z>") return { state, effects: [{ kind: "suspend" }] };
	switch (state.overlay) {
		case "confirm_quit":
			return handleConfirmKey(state, key);
		case "confirm_stale":
			return handleStaleKey(state, key);
		case "outbox_problem":
		case "keys":
			return key === "<ctrl-c>"
				? quitOrConfirm(state)
				: noEffects({ ...state, overlay: null });
		case null:
			return handleInput(state, { kind: "key", key });
	}
}

/** Passes pasted text to the current screen. Line ends become `\n`. */
export function handlePaste(state: AppState, pasted: string): Transition {
	if (state.overlay !== null) return noEffects(state);
	const text = pasted.replace(/\r\n?/g, "\n");
	return handleInput(state, { kind: "paste", text });
}

function handleInput(state: AppState, input: ScreenInput): Transition {
	const { state: next, action } = passInput(state, input);
	return action === undefined ? noEffects(next) : performAction(next, action);
}

function handleConfirmKey(state: AppState, key: Key): Transition {
	const action = actionFor(confirmQuitBindings, key);
	if (action === null) return noEffects(state);
	return action.kind === "leave"
		? quit(state)
		: noEffects({ ...state, overlay: null });
}

/** The question stays until the answer is sent or a draft; the next one follows. */
function handleStaleKey(state: AppState, key: Key): Transition {
	const action = actionFor(confirmStaleBindings, key);
	if (action === null) return noEffects(state);
	const [entry] = entriesToConfirm(state.outbox, state.now);
	if (action.kind === "later" || entry === undefined)
		return noEffects({ ...state, overlay: null });
	return {
		state,
		effects: [
			action.kind === "send"
				? { kind: "send_now", id: entry.id }
				: { kind: "take_back", entry, reopens: false },
		],
	};
}
