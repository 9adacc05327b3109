import type { KeyRole } from "../ui/key-guard.ts";
import type { AppAction } from "./app-action.ts";

/** Actions that move, edit text, or open a text field. All others are guarded. */
const freeKinds: ReadonlySet<string> = new Set([
	"moved",
	"paged",
	"scrolled",
	"typed",
	"erased",
	"file_selected",
	"filter_opened",
	"filter_typed",
	"filter_erased",
]);

/** The role of a key with an action, or with none. An action of a new kind is guarded unless it is declared free. */
export function roleOf(action: { kind: string } | null): KeyRole {
	if (action === null) return "none";
	return freeKinds.has(action.kind) ? "free" : "guarded";
}

/** Whether an action confirms something that its screen shows. */
const confirming: Record<AppAction<string>["kind"], boolean> = {
	submit: true,
	send_now: true,
	submit_batch: true,
	send_batch_now: true,
	attach_files: false,
	choose_company: false,
	choose_option: false,
	choose_projects: false,
	complete_path: false,
	copy_link: false,
	edit_comment: false,
	keep_projects: false,
	load_history: false,
	open_batch: false,
	open_batch_of_all: false,
	open_entry: false,
	open_inbox: false,
	open_last_batch: false,
	open_link: false,
	open_next_step: false,
	open_projects: false,
	open_selected_step: false,
	open_table: false,
	quit: false,
	reload_inbox: false,
	remove_file: false,
	show_keys: false,
	show_screen: false,
	start: false,
	take_back: false,
};

/** Whether an action confirms something: its screen must have been readable for a moment. */
export function confirms({ kind }: { kind: string }): boolean {
	return Object.hasOwn(confirming, kind)
		? confirming[kind as keyof typeof confirming]
		: false;
}
