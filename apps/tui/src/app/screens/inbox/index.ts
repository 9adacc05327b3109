import {
	ignored,
	type KeyResult,
	type ScreenDefinition,
} from "../../model/screen.ts";
import type { Key } from "../../ui/key-input.ts";
import type { Size } from "../../ui/page.ts";
import { filterKeyBindings, inboxActionFor, inboxKeyBindings } from "./keys.ts";
import {
	type InboxScreenAction,
	type InboxState,
	reduceInbox,
} from "./state.ts";
import { type InboxScene, inboxHeight, inboxScreenPage } from "./view.ts";

/** The screen of all waiting steps. */
export const inboxScreen: ScreenDefinition<InboxScene, InboxState> = {
	view: inboxScreenPage,
	onKey,
	bindings: ({ inbox }) =>
		inbox.filtering ? filterKeyBindings : inboxKeyBindings,
};

function onKey(
	{ inbox }: InboxScene,
	key: Key,
	body: Size,
): KeyResult<InboxState> {
	const reduce = (action: InboxScreenAction): KeyResult<InboxState> => ({
		state: reduceInbox(inbox, action, inboxHeight(body)),
	});
	const action = inboxActionFor(inbox, key);
	if (action === null) return ignored;
	switch (action.kind) {
		case "back":
			return inbox.filter === "" ? ignored : reduce({ kind: "filter_cleared" });
		case "show_keys":
		case "quit":
			return { action };
		case "open":
			return { action: { kind: "open_selected_step" } };
		case "reload":
			return { action: { kind: "reload_inbox" } };
		default:
			return reduce(action);
	}
}
