import { currentBindings, currentPage } from "./current-screen.ts";
import { confirmQuitPage, keyBindingsPage } from "./overlays.ts";
import type { AppState } from "./state.ts";
import { type ScreenPage, screenBodySize } from "./ui/page.ts";
import type { AppTheme } from "./ui/theme.ts";

/** The page that the app shows: the overlay, or else the current screen. */
export function appPage(state: AppState, theme: AppTheme): ScreenPage {
	const body = screenBodySize(state.size);
	switch (state.overlay) {
		case "confirm_quit":
			return confirmQuitPage(body);
		case "keys":
			return keyBindingsPage(currentBindings(state), body);
		case null:
			return currentPage(state, theme);
	}
}
