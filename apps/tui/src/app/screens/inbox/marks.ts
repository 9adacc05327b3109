import type { InboxScreenAction, InboxState } from "./inbox-state.ts";

type MarkAction = Extract<
	InboxScreenAction,
	{
		kind:
			| "marked_step"
			| "range_toggled"
			| "all_marked"
			| "marks_cleared"
			| "range_cancelled";
	}
>;

/** Marks rows, or removes marks. */
export function reduceMarks(
	state: InboxState,
	{ kind }: MarkAction,
): InboxState {
	const row = state.filtered[state.cursor];
	switch (kind) {
		case "marked_step": {
			if (state.anchor !== null) return endRange(state);
			if (row === undefined) return state;
			const marked = new Set(state.marked);
			if (!marked.delete(row.id)) marked.add(row.id);
			return { ...state, marked };
		}
		case "range_toggled":
			return state.anchor === null
				? { ...state, anchor: row?.id ?? null }
				: endRange(state);
		case "all_marked": {
			const marked = new Set(state.filtered.map(({ id }) => id));
			return { ...state, marked, anchor: null };
		}
		case "marks_cleared":
			return { ...state, marked: new Set(), anchor: null };
		case "range_cancelled":
			return { ...state, anchor: null };
	}
}

function endRange(state: InboxState): InboxState {
	return { ...state, marked: selectedIds(state), anchor: null };
}

/** Removes the marks of rows that are gone. A range whose first row is hidden is over. */
export function withKnownMarks(state: InboxState): InboxState {
	const { marked, anchor, rows, filtered } = state;
	if (marked.size === 0 && anchor === null) return state;
	const known = new Set(rows.map(({ id }) => id));
	const kept = [...marked].filter((id) => known.has(id));
	const isShown = filtered.some(({ id }) => id === anchor);
	return {
		...state,
		marked: kept.length === marked.size ? marked : new Set(kept),
		anchor: isShown ? anchor : null,
	};
}

/** The ids of the rows that are marked, with those of the range that is being marked. */
export function selectedIds({
	marked,
	anchor,
	filtered,
	cursor,
}: Pick<
	InboxState,
	"marked" | "anchor" | "filtered" | "cursor"
>): ReadonlySet<string> {
	const from =
		anchor === null ? -1 : filtered.findIndex(({ id }) => id === anchor);
	if (from === -1) return marked;
	const [first, last] = from < cursor ? [from, cursor] : [cursor, from];
	const range = filtered.slice(first, last + 1).map(({ id }) => id);
	return new Set([...marked, ...range]);
}
