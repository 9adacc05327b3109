import { entryForStep, type OutboxView } from "../../model/outbox-view.ts";
import { sharedOptions } from "../../model/shared-options.ts";
import type { Key } from "../../ui/key-input.ts";
import { optionIndex } from "../../ui/option-letters.ts";
import { selectedIds } from "./marks.ts";
import type { InboxState } from "./state.ts";

/** The action of a key that chooses an option of the row under the cursor, or one that all marked rows share. */
export function optionKey(
	inbox: InboxState,
	outbox: OutboxView,
	key: Key,
): { kind: "choose_option"; key: Key } | null {
	const ids = selectedIds(inbox);
	const rows =
		ids.size > 0
			? inbox.rows.filter(({ id }) => ids.has(id))
			: inbox.filtered.slice(inbox.cursor, inbox.cursor + 1);
	const steps = rows
		.filter(({ id }) => entryForStep(outbox, id) === null)
		.map(({ waitingStep }) => waitingStep);
	return optionIndex(key, sharedOptions(steps)) === null
		? null
		: { kind: "choose_option", key };
}
