import type { Turn } from "./messages.ts";
import { stay } from "./navigation.ts";
import { pressers } from "./pressers.ts";
import { askToLeave, leave } from "./quit.ts";
import { reduceComment } from "./screens/comment/state.ts";
import { reduceInbox } from "./screens/inbox/state.ts";
import { inboxHeight } from "./screens/inbox/view.ts";
import type { Answering, AppState } from "./state.ts";
import type { Press } from "./ui/key-input.ts";
import { roomOf } from "./ui/page.ts";

/** The app after a key. */
export function pressed(state: AppState, press: Press): Turn<AppState> {
	if (state.ended) return stay(state);
	if (state.over === "leave") return answered(state, press);
	if (state.over === "keys") return overKeys(state, press);
	return pressers[state.screen](state, press);
}

/** The app after a paste: it is taken to the letter, but for the line ends of terminals. */
export function typeInto(state: AppState, pasted: string): AppState {
	const text = pasted.replace(/\r\n?/g, "\n");
	if (state.over !== null) return state;
	if (state.screen === "comment")
		return withAnswering(state, (answering) => ({
			...answering,
			comment: reduceComment(answering.comment, { kind: "typed", text }),
		}));
	if (state.screen === "inbox" && state.inbox.filtering)
		return {
			...state,
			inbox: reduceInbox(
				state.inbox,
				{ kind: "filter_typed", text: text.replaceAll("\n", " ") },
				heightOf(state),
			),
		};
	return state;
}

function answered(state: AppState, press: Press): Turn<AppState> {
	if (["y", "<enter>", "<ctrl-c>"].includes(press)) return leave(state);
	if (["n", "<escape>"].includes(press)) return stay({ ...state, over: null });
	return stay(state);
}

function overKeys(state: AppState, press: Press): Turn<AppState> {
	return press === "<ctrl-c>"
		? askToLeave(state)
		: stay({ ...state, over: null });
}

function withAnswering(
	state: AppState,
	change: (answering: Answering) => Answering,
): AppState {
	return state.answering === null
		? state
		: { ...state, answering: change(state.answering) };
}

function heightOf({ size }: AppState): number {
	return inboxHeight(roomOf(size));
}
