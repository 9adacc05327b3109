import { ignored } from "../../model/app-action.ts";
import { defineScreen } from "../../model/define-screen.ts";
import type { Screen } from "../../model/screen.ts";
import {
	filterKey,
	filterKeyBindings,
	filterText,
} from "../../ui/filter-keys.ts";
import { type InboxKeyAction, inboxKeyBindings } from "./keys.ts";
import { emptyInbox, type InboxState, reduceInbox } from "./state.ts";
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
	bindings: ({ inbox }) =>
		inbox.filtering ? filterKeyBindings : inboxKeyBindings,
	unboundKey: ({ inbox }, key) => (inbox.filtering ? filterKey(key) : null),
	paste: ({ inbox }, text) => (inbox.filtering ? filterText(text) : null),
	update: ({ inbox }, action, body) => {
		switch (action.kind) {
			case "open":
				return { action: { kind: "open_selected_step" } };
			case "reload":
				return { action: { kind: "reload_inbox" } };
			case "choose_projects":
				return { action: { kind: "open_projects" } };
			case "back":
				return inbox.filter === ""
					? ignored
					: {
							state: reduceInbox(
								inbox,
								{ kind: "filter_cleared" },
								inboxHeight(body),
							),
						};
			default:
				return { state: reduceInbox(inbox, action, inboxHeight(body)) };
		}
	},
	view: inboxContent,
});
