import type { Watched } from "../../model/watched.ts";
import type { Key } from "../ui/key-input.ts";
import type { GlobalAction } from "../ui/keymap.ts";
import type { LinkAction } from "../ui/link-keys.ts";

/** Shows a screen by its name. */
export type ShowScreen<To extends string> = { kind: "show_screen"; screen: To };

/** The names of the screens that actions show. */
export type TargetOf<Action> = Action extends ShowScreen<infer To> ? To : never;

/** Actions that a screen's keys pass to the app. */
export type PassedOnAction<To extends string = string> =
	| Exclude<GlobalAction, { kind: "back" }>
	| ShowScreen<To>;

/** What a key does beyond a change of the screen's own state. `To`: the names of screens that it may show. */
export type AppAction<To extends string> =
	| PassedOnAction<To>
	| { kind: "start" }
	| { kind: "choose_company"; company_id: string }
	| { kind: "reload_inbox" }
	| { kind: "open_projects" }
	/** Back to the inbox without another choice, if there was one. */
	| { kind: "keep_projects" }
	| { kind: "choose_projects"; watched: Watched }
	| { kind: "open_inbox" }
	| { kind: "open_selected_step" }
	| { kind: "open_next_step" }
	| { kind: "load_history" }
	| { kind: "edit_comment" }
	| { kind: "submit" }
	/** Attaches the path that is typed. */
	| { kind: "attach_files" }
	/** Removes the selected file from the answer. */
	| { kind: "remove_file" }
	/** Completes the path that is typed. */
	| { kind: "complete_path" }
	/** Answers the marked steps together. `option`: an index of those that all share. */
	| { kind: "open_batch"; option?: number }
	/** Answers all steps that match the filter together. */
	| { kind: "open_batch_of_all" }
	/** Chooses an option of the selected step, or of all marked ones, by its key. */
	| { kind: "choose_option"; key: Key }
	| LinkAction
	| { kind: "submit_batch" }
	/** Back to the table of a batch, from an answer that was opened there. */
	| { kind: "open_table" }
	/** Shows the table of the last batch. */
	| { kind: "open_last_batch" }
	/** Sends the answers of the batch that is shown now. */
	| { kind: "send_batch_now" }
	/** Shows an answer that was decided here. */
	| { kind: "open_entry"; id: string }
	/** Takes back the answer that is shown, or else the newest one. */
	| { kind: "take_back" }
	/** Sends the answer that is shown now. */
	| { kind: "send_now" };

/** The result of a key: the screen's new state, an action for the app, both, or neither. */
export type KeyResult<State, To extends string> = {
	state?: State | undefined;
	action?: AppAction<To> | undefined;
};

/** The key does nothing on this screen. */
export const ignored: KeyResult<never, never> = {};
