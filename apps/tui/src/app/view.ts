import { currentBindings, currentPage } from "./current-screen.ts";
import { confirmQuitPage, keyBindingsPage } from "./overlays.ts";
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
	const page = pageOf(state, theme);
	if (keysCount) return page;
	const hints = page.hints.map((hint): Hint => ({ ...hint, waiting: true }));
	return { ...page, hints };
}

function pageOf(state: AppState, theme: AppTheme): ScreenPage {
	const body = screenBodySize(state.size);
	switch (state.overlay) {
		case "confirm_quit":
			return confirmQuitPage(unfinished(state) ?? "comment", body);
		case "keys":
			return keyBindingsPage(currentBindings(state), body);
		case null:
			return currentPage(state, theme);
	}
}
