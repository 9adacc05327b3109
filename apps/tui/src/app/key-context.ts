import { currentKeys } from "./current-screen.ts";
import { confirmQuitBindings } from "./overlays.ts";
import type { AppState } from "./state.ts";
import type { KeyContext } from "./ui/key-guard.ts";
import { actionFor } from "./ui/keymap.ts";

/** What the keys of the overlay, or else of the current screen, do. */
export function keyContext(state: AppState): Omit<KeyContext, "visit"> {
	switch (state.overlay) {
		case "confirm_quit":
			return {
				confirms: true,
				takesText: false,
				roleOf: (key) =>
					actionFor(confirmQuitBindings, key) === null ? "none" : "guarded",
			};
		case "keys":
			return { confirms: false, takesText: false, roleOf: () => "guarded" };
		case null:
			return currentKeys(state);
	}
}
