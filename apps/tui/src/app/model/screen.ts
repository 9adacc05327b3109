import type { Key } from "../ui/key-input.ts";
import type { GlobalAction, KeyBinding } from "../ui/keymap.ts";
import type { ScreenPage, Size } from "../ui/page.ts";
import type { AppTheme } from "../ui/theme.ts";

/** The screens, in the order of a response: from the inbox to the outcome. */
export type ScreenName =
	| "startup"
	| "inbox"
	| "step"
	| "option"
	| "comment"
	| "review"
	| "sending"
	| "outcome";

/** What a key does beyond a change of the screen's own state. */
export type AppAction =
	| Exclude<GlobalAction, { kind: "back" }>
	| { kind: "show_screen"; screen: ScreenName }
	| { kind: "start" }
	| { kind: "choose_company"; company_id: string }
	| { kind: "reload_inbox" }
	| { kind: "open_inbox" }
	| { kind: "open_selected_step" }
	| { kind: "open_next_step" }
	| { kind: "load_history" }
	| { kind: "submit" }
	| { kind: "resubmit" };

/** The result of a key: the screen's new state, an action for the app, both, or neither. */
export type KeyResult<State> = {
	state?: State | undefined;
	action?: AppAction | undefined;
};

/** One screen of the app. `Scene` is everything that it reads, `State` its own part of that. */
export type ScreenDefinition<Scene, State> = {
	view: (scene: Scene, body: Size, theme: AppTheme) => ScreenPage;
	onKey: (scene: Scene, key: Key, body: Size) => KeyResult<State>;
	/** The bindings that the page of keys lists. */
	bindings: (scene: Scene) => readonly KeyBinding<unknown>[];
};

/** The key does nothing on this screen. */
export const ignored: KeyResult<never> = {};
