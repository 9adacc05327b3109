import { performAction } from "./app-actions.ts";
import { noEffects, type Transition } from "./messages.ts";
import { quit, quitOrConfirm } from "./quit.ts";
import { reduceComment } from "./screens/comment/state.ts";
import { reduceInbox } from "./screens/inbox/state.ts";
import { inboxHeight } from "./screens/inbox/view.ts";
import { screens } from "./screens.ts";
import type { AppState } from "./state.ts";
import type { Key } from "./ui/key-input.ts";
import { screenBodySize } from "./ui/page.ts";

/** Passes a key to the overlay or the current screen. */
export function handleKey(state: AppState, key: Key): Transition {
	if (state.ended) return noEffects(state);
	switch (state.overlay) {
		case "confirm_quit":
			return handleConfirmKey(state, key);
		case "keys":
			return key === "<ctrl-c>"
				? quitOrConfirm(state)
				: noEffects({ ...state, overlay: null });
		case null: {
			const result = screens[state.screen].onKey(state, key);
			const next = result.state ?? state;
			return result.action === undefined
				? noEffects(next)
				: performAction(next, result.action);
		}
	}
}

/** Inserts pasted text into the text field, if there is one. Line ends become `\n`. */
export function handlePaste(state: AppState, pasted: string): AppState {
	const text = pasted.replace(/\r\n?/g, "\n");
	const { screen, flow, inbox } = state;
	if (state.overlay !== null) return state;
	if (screen === "comment" && flow !== null) {
		const comment = reduceComment(flow.comment, { kind: "typed", text });
		return { ...state, flow: { ...flow, comment } };
	}
	if (screen === "inbox" && inbox.filtering)
		return {
			...state,
			inbox: reduceInbox(
				inbox,
				{ kind: "filter_typed", text: text.replaceAll("\n", " ") },
				inboxHeight(screenBodySize(state.size)),
			),
		};
	return state;
}

function handleConfirmKey(state: AppState, key: Key): Transition {
	if (["y", "<enter>", "<ctrl-c>"].includes(key)) return quit(state);
	if (["n", "<escape>"].includes(key))
		return noEffects({ ...state, overlay: null });
	return noEffects(state);
}
