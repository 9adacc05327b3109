import { scroll } from "../../ui/scroll.ts";
import { filterCondition } from "./filter.ts";
import type { InboxScreenAction, InboxState } from "./inbox-state.ts";
import { reduceMarks, withKnownMarks } from "./marks.ts";
import { arrange, groupings, lineOfRow, nextOf, sortOrders } from "./order.ts";
import {
	addWaitingSteps,
	cachedLoadId,
	listNameKey,
	type Row,
	survivor,
	withPinned,
} from "./rows.ts";

export {
	emptyInbox,
	type InboxScreenAction,
	type InboxState,
} from "./inbox-state.ts";

/** @param height the number of rows on the screen */
export function reduceInbox(
	state: InboxState,
	action: InboxScreenAction,
	height: number,
): InboxState {
	return keepCursorVisible(apply(state, action, height), height);
}

/** Keeps the cursor in the list, and the visible rows around the cursor. */
export function keepCursorVisible(
	state: InboxState,
	height: number,
): InboxState {
	const { length } = state.filtered;
	const cursor = clamp(state.cursor, 0, Math.max(0, length - 1));
	const line = lineOfRow(state.groups, cursor);
	const lines = length + state.groups.length;
	// The heading of the first row of a group is shown with it.
	const first = state.groups.some(({ start }) => start === cursor)
		? line - 1
		: line;
	const top = clamp(
		state.top,
		Math.max(0, line - height + 1),
		Math.min(first, Math.max(0, lines - height)),
	);
	return cursor === state.cursor && top === state.top
		? state
		: { ...state, cursor, top };
}

function apply(
	state: InboxState,
	action: InboxScreenAction,
	height: number,
): InboxState {
	switch (action.kind) {
		case "moved":
			return {
				...state,
				cursor: state.cursor + action.by,
				moved: hasRows(state),
			};
		case "paged": {
			const by = action.by * height;
			const { cursor, top } = state;
			const moved = hasRows(state);
			return { ...state, moved, cursor: cursor + by, top: top + by };
		}
		case "filter_opened":
			return { ...state, filtering: true };
		case "filter_typed":
			return withFilter(state, state.filter + action.text);
		case "filter_erased":
			return withFilter(state, [...state.filter].slice(0, -1).join(""));
		case "filter_applied":
			return { ...state, filtering: false };
		case "filter_cleared":
			return withFilter({ ...state, filtering: false }, "");
		case "marked_step":
		case "range_toggled":
		case "all_marked":
		case "marks_cleared":
		case "range_cancelled":
			return reduceMarks(state, action);
		case "pane_switched": {
			const { pane } = state;
			return { ...state, pane: { ...pane, focused: !pane.focused } };
		}
		case "scrolled": {
			const top = scroll(paneTop(state), action.by, action.max ?? 0);
			const id = state.filtered[state.cursor]?.id ?? null;
			return { ...state, pane: { ...state.pane, id, top } };
		}
		case "order_changed":
			return arranged({ ...state, order: nextOf(sortOrders, state.order) });
		case "grouping_changed":
			return arranged({
				...state,
				grouping: nextOf(groupings, state.grouping),
			});
		case "load_started":
			return {
				...state,
				loadId: state.loadId + 1,
				status: { kind: "loading" },
				progress: null,
				startedAt: action.now,
			};
		case "cache_opened":
			return withRows(
				{ ...state, readAt: action.readAt },
				addWaitingSteps(state.rows, action.rows, cachedLoadId),
			);
		case "steps_loaded":
		case "lists_completed":
		case "load_progressed":
		case "load_completed":
		case "load_failed":
			return action.loadId === state.loadId ? applyLoad(state, action) : state;
		case "step_answered":
			return withRows(
				state,
				state.rows.filter(({ id }) => id !== action.id),
			);
		case "pinned":
			return action.steps.length === 0 && state.pinned.length === 0
				? state
				: withRows({ ...state, pinned: action.steps }, state.rows);
		case "row_passed": {
			const { cursor, filtered } = state;
			return filtered[cursor]?.id === action.id && cursor + 1 < filtered.length
				? { ...state, cursor: cursor + 1, moved: true }
				: state;
		}
	}
}

/** The scroll offset of the pane: each row begins at the top. */
export function paneTop({ pane, filtered, cursor }: InboxState): number {
	return pane.id === filtered[cursor]?.id ? pane.top : 0;
}

/** Keys that are pressed before the first row move nothing. */
function hasRows({ filtered }: InboxState): boolean {
	return filtered.length > 0;
}

function applyLoad(
	state: InboxState,
	action: Extract<InboxScreenAction, { loadId: number }>,
): InboxState {
	switch (action.kind) {
		case "steps_loaded":
			return withRows(
				state,
				addWaitingSteps(state.rows, action.steps, state.loadId),
			);
		case "lists_completed": {
			const completed = new Set(action.lists.map(listNameKey));
			return withRows(
				state,
				state.rows.filter(
					({ loadId, waitingStep }) =>
						loadId === state.loadId || !completed.has(listNameKey(waitingStep)),
				),
			);
		}
		case "load_progressed":
			return { ...state, progress: action.progress };
		case "load_completed": {
			const { unreadable, isRest, now } = action;
			// Rows of lists that are no longer there, such as those of a project that was left.
			const rows = isRest
				? state.rows
				: state.rows.filter(({ loadId }) => loadId === state.loadId);
			return withRows(
				{ ...state, status: { kind: "loaded", unreadable }, readAt: now },
				rows,
			);
		}
		case "load_failed": {
			const { outcome, message } = action;
			return { ...state, status: { kind: "failed", outcome, message } };
		}
	}
}

function withFilter(state: InboxState, filter: string): InboxState {
	return withRows({ ...state, filter }, state.rows);
}

/** Replaces the rows. The cursor stays on its row; if that row is gone, on the row after it, or else before it. */
function withRows(state: InboxState, listed: Row[]): InboxState {
	const rows = withPinned(listed, state.pinned);
	const matching =
		state.filter.trim() === ""
			? rows
			: rows.filter(filterCondition(state.filter, state.startedAt));
	const { rows: filtered, groups } = arrange(
		matching,
		state.order,
		state.grouping,
	);
	const { cursor, top, moved } = state;
	const index = moved ? survivor(state.filtered, cursor, filtered) : -1;
	const by = index === -1 ? 0 : index - cursor;
	return withKnownMarks({
		...state,
		rows,
		filtered,
		groups,
		cursor: cursor + by,
		top: top + by,
	});
}

/** Another order: the cursor stays on its row. */
function arranged(state: InboxState): InboxState {
	return withRows({ ...state, moved: hasRows(state) }, state.rows);
}

function clamp(value: number, min: number, max: number): number {
	return Math.max(min, Math.min(max, value));
}
