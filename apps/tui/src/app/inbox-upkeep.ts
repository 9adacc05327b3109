import type { Effect, Message } from "./messages.ts";
import { pinnedLoadId } from "./screens/inbox/rows.ts";
import type { AppState } from "./state.ts";

/** The least time between two loads. */
const refreshMs = 5 * 60_000;

/** Stores the rows of the inbox if a message has changed them. */
export function storeIfChanged(before: AppState, after: AppState): Effect[] {
	const { target, inbox } = after;
	const { scope, watched } = target;
	const isSame =
		before.inbox.rows === inbox.rows && before.inbox.readAt === inbox.readAt;
	if (isSame || scope === null || !watched) return [];
	const rows = inbox.rows
		.filter(({ loadId }) => loadId !== pinnedLoadId)
		.map(({ waitingStep }) => waitingStep);
	const { readAt } = inbox;
	const { company_id } = scope;
	return [
		{ kind: "store_inbox", company_id, shown: { watched, readAt, rows } },
	];
}

/**
 * Schedules the next load when one has ended. It begins not before the time has passed that the last one took: a load
 * that the limit holds up uses half of the quota at most. A load that was refused is not repeated.
 */
export function refreshAfter(state: AppState, message: Message): Effect[] {
	const { loadId, status, startedAt } = state.inbox;
	const hasEnded =
		message.kind === "load_completed" || message.kind === "load_failed";
	if (!hasEnded || message.loadId !== loadId) return [];
	if (status.kind === "failed" && status.outcome.kind !== "deferred") return [];
	const afterMs = Math.max(refreshMs, state.now - startedAt);
	return [{ kind: "schedule_refresh", loadId, afterMs }];
}
