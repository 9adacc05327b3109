import { confirmQuitPage, keyBindingsPage } from "./overlays.ts";
import { inboxScreenPage } from "./screens/inbox/view.ts";
import { screens } from "./screens.ts";
import type { AppState } from "./state.ts";
import { type ScreenPage, screenBodySize } from "./ui/page.ts";
import type { AppTheme } from "./ui/theme.ts";

/** The page that the app shows: the overlay, or else the current screen. */
export function appPage(state: AppState, theme: AppTheme): ScreenPage {
	const body = screenBodySize(state.size);
	const screen = screens[state.screen];
	switch (state.overlay) {
		case "confirm_quit":
			return confirmQuitPage(body);
		case "keys":
			return keyBindingsPage(screen.bindings(state), body);
		case null:
			return screen.view(state, theme) ?? inboxScreenPage(state, body, theme);
	}
}
