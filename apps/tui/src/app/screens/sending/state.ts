import { type ScrollAction, scroll } from "../../ui/scroll.ts";

/** The entry of the outbox whose progress is shown. */
export type SendingState = { entryId: string; top: number };

/** Scrolled to the start. */
export function newSending(start: { entryId: string }): SendingState {
	return { ...start, top: 0 };
}

/** @param max the largest scroll offset */
export function reduceSending(
	state: SendingState,
	action: ScrollAction,
	max: number,
): SendingState {
	return { ...state, top: scroll(state.top, action.by, max) };
}
