import { confirmQuitPage, keysPage } from "./overlays.ts";
import { inboxPage } from "./screens/inbox/view.ts";
import { screens } from "./screens.ts";
import type { AppState } from "./state.ts";
import { bodySize, type Page } from "./ui/page.ts";
import type { AppTheme } from "./ui/theme.ts";

/** The page that the app shows: the overlay, or else the current screen. */
export function appPage(state: AppState, theme: AppTheme): Page {
	const body = bodySize(state.size);
	const screen = screens[state.screen];
	switch (state.overlay) {
		case "confirm_quit":
			return confirmQuitPage(body);
		case "keys":
			return keysPage(screen.bindings(state), body);
		case null:
			return screen.view(state, theme) ?? inboxPage(state, body, theme);
	}
}
