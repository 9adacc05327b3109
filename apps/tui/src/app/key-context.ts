import { currentKeys } from "./current-screen.ts";
import { confirmQuitBindings, confirmStaleBindings } from "./overlays.ts";
import type { AppState } from "./state.ts";
import type { KeyContext } from "./ui/key-guard.ts";
import { type AnyBinding, actionFor } from "./ui/keymap.ts";

function questionContext(
	bindings: readonly AnyBinding[],
): Omit<KeyContext, "visit"> {
	return {
		confirms: true,
		takesText: false,
		roleOf: (key) => (actionFor(bindings, key) === null ? "none" : "guarded"),
	};
}

/** What the keys of the overlay, or else of the current screen, do. */
export function keyContext(state: AppState): Omit<KeyContext, "visit"> {
	switch (state.overlay) {
		case "confirm_quit":
			return questionContext(confirmQuitBindings);
		case "confirm_stale":
			return questionContext(confirmStaleBindings);
		case "outbox_problem":
		case "keys":
			return { confirms: false, takesText: false, roleOf: () => "guarded" };
		case null:
			return currentKeys(state);
	}
}
