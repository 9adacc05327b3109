import { takeBackTargets } from "./answer-updates.ts";
import {
	canTakeBackHere,
	currentBindings,
	currentPage,
} from "./current-screen.ts";
import { outboxNotice } from "./model/outbox-notice.ts";
import { entriesToConfirm } from "./model/outbox-view.ts";
import {
	confirmQuitPage,
	confirmStalePage,
	keyBindingsPage,
	outboxProblemPage,
} from "./overlays.ts";
import { unfinished } from "./quit.ts";
import type { AppState } from "./state.ts";
import type { Hint } from "./ui/keymap.ts";
import { type ScreenPage, screenBodySize } from "./ui/page.ts";
import type { AppTheme } from "./ui/theme.ts";

/**
 * The page that the app shows: the overlay, or else the current screen.
 *
 * @param keysCount whether the guarded keys of the page count already
 */
export function appPage(
	state: AppState,
	theme: AppTheme,
	keysCount: boolean,
): ScreenPage {
	const page = withNotice(pageOf(state, theme), state, theme);
	if (keysCount) return page;
	const hints = page.hints.map((hint): Hint => ({ ...hint, waiting: true }));
	return { ...page, hints };
}

function pageOf(state: AppState, theme: AppTheme): ScreenPage {
	const body = screenBodySize(state.size);
	switch (state.overlay) {
		case "confirm_quit":
			return confirmQuitPage(unfinished(state) ?? "submission", body);
		case "confirm_stale": {
			const [entry] = entriesToConfirm(state.outbox, state.now);
			return entry === undefined
				? currentPage(state, theme)
				: confirmStalePage(entry, body);
		}
		case "outbox_problem": {
			const { status } = state.outbox;
			return outboxProblemPage(
				status.kind === "failed" ? status.message : "",
				body,
			);
		}
		case "keys":
			return keyBindingsPage(currentBindings(state), body);
		case null:
			return currentPage(state, theme);
	}
}

/** Adds what is to be said about the outbox. A screen that says it itself, and a question, do without. */
function withNotice(
	page: ScreenPage,
	state: AppState,
	theme: AppTheme,
): ScreenPage {
	const { overlay, flow, outbox, now, size } = state;
	if (overlay !== null || flow.kind === "sending" || flow.kind === "batch_sent")
		return page;
	const columns = size.columns - 4;
	const held = takeBackTargets(state);
	const notice = outboxNotice(
		outbox,
		now,
		{ held: held.length, canPress: canTakeBackHere(state) },
		columns,
		theme,
	);
	return notice === null ? page : { ...page, notice };
}
