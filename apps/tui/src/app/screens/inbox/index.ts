import { ignored } from "../../model/app-action.ts";
import { defineScreen } from "../../model/define-screen.ts";
import type { Screen } from "../../model/screen.ts";
import {
	filterKey,
	filterKeyBindings,
	filterText,
} from "../../ui/filter-keys.ts";
import type { KeyBinding } from "../../ui/keymap.ts";
import type { Size } from "../../ui/page.ts";
import { type InboxKeyAction, inboxKeysFor, withMarks } from "./keys.ts";
import { selectedIds } from "./marks.ts";
import { optionKey } from "./option-key.ts";
import { hasPane, maxPaneScroll } from "./pane.ts";
import {
	emptyInbox,
	type InboxScreenAction,
	type InboxState,
	reduceInbox,
} from "./state.ts";
import { type InboxScene, inboxContent, inboxHeight } from "./view.ts";

/** The screen of all waiting steps. */
export const inboxScreen: Screen<
	"browsing",
	"inbox",
	InboxState,
	InboxScene,
	InboxKeyAction
> = defineScreen({
	name: "inbox",
	phase: "browsing",
	initial: () => emptyInbox,
	allBindings: inboxKeysFor(false),
	bindings: ({ inbox, size }) =>
		inbox.filtering ? filterKeyBindings : listKeys(inbox, size),
	unboundKey: ({ inbox, outbox }, key) =>
		inbox.filtering ? filterKey(key) : optionKey(inbox, outbox, key),
	paste: ({ inbox }, text) => (inbox.filtering ? filterText(text) : null),
	update: (scene, action, body) => {
		const { inbox } = scene;
		const reduced = (change: InboxScreenAction) => ({
			state: reduceInbox(inbox, change, inboxHeight(body)),
		});
		switch (action.kind) {
			case "open":
				return selectedIds(inbox).size > 0
					? { action: { kind: "open_batch" } }
					: { action: { kind: "open_selected_step" } };
			case "open_step":
				return { action: { kind: "open_selected_step" } };
			case "open_batch_of_all":
			case "open_last_batch":
			case "copy_link":
			case "open_link":
			case "choose_option":
				return { action };
			case "reload":
				return { action: { kind: "reload_inbox" } };
			case "choose_projects":
				return { action: { kind: "open_projects" } };
			case "scrolled": {
				const max = maxPaneScroll(scene, body, inboxHeight(body) + 1);
				return reduced({ ...action, max });
			}
			case "back":
				if (inbox.pane.focused && hasPane(body))
					return reduced({ kind: "pane_switched" });
				if (inbox.anchor !== null) return reduced({ kind: "range_cancelled" });
				if (inbox.marked.size > 0) return reduced({ kind: "marks_cleared" });
				return inbox.filter === ""
					? ignored
					: reduced({ kind: "filter_cleared" });
			default:
				return reduced(action);
		}
	},
	view: inboxContent,
});

function listKeys(
	inbox: InboxState,
	size: Size,
): readonly KeyBinding<InboxKeyAction>[] {
	const keys = inboxKeysFor(hasPane(size) ? inbox.pane.focused : null);
	return selectedIds(inbox).size > 0 ? withMarks(keys) : keys;
}
