import type { Outcome } from "@signoff/core";
import type { InstanceListName } from "@signoff/sdk";
import type { ShownInbox } from "../../../inbox-cache/inbox-session.ts";
import type { LoadProgress } from "../../../model/load-progress.ts";
import type { WaitingStep } from "../../../model/waiting-step.ts";
import type { FilterAction } from "../../ui/filter-keys.ts";
import type { ListAction } from "../../ui/list-keys.ts";
import type { StepHistory } from "../step/state.ts";
import type { Grouping, RowGroup, SortOrder } from "./order.ts";
import type { Row } from "./rows.ts";

/** The state of the current load. */
type InboxStatus =
	| { kind: "loading" }
	/** `unreadable`: the number of lists and instances that could not be read. */
	| { kind: "loaded"; unreadable: number }
	| { kind: "failed"; outcome: Outcome; message: string };

/** The waiting steps, those that match the filter, and the cursor. */
export type InboxState = {
	/** The number of the current load; what an earlier load reports is ignored. */
	loadId: number;
	status: InboxStatus;
	/** How far the current load is, or how the last one ended; `null` before the first report. */
	progress: LoadProgress | null;
	/** When a load last read everything, in Unix milliseconds; `null` if none did. */
	readAt: number | null;
	/** When the current load began, in Unix milliseconds. */
	startedAt: number;
	rows: Row[];
	/** Steps that have a row although no list may have them: those of answers that are not settled, or not seen. */
	pinned: WaitingStep[];
	/** The rows that match the filter, in the order in which they are shown. */
	filtered: Row[];
	/** The groups of `filtered`; none unless the rows are grouped. */
	groups: RowGroup[];
	order: SortOrder;
	grouping: Grouping;
	/** An index in `filtered`. */
	cursor: number;
	/** Whether the cursor was ever moved. Until then it stays at the top while rows arrive. */
	moved: boolean;
	/** The first line of the table on the screen; each group has a heading, which is a line too. */
	top: number;
	filter: string;
	/** Whether the filter is being typed. */
	filtering: boolean;
	/** The ids of the rows that are answered together. Rows that the filter hides stay marked. */
	marked: ReadonlySet<string>;
	/** Earlier answers of steps, as far as they were read, by the id of the row. */
	histories: ReadonlyMap<string, StepHistory>;
	/** Whether the keys scroll the pane, and its scroll offset for one row. */
	pane: { focused: boolean; id: string | null; top: number };
	/** The row at which a range begins, up to the cursor; `null` if none is being marked. */
	anchor: string | null;
};

export type InboxScreenAction =
	| ListAction
	| FilterAction
	/** Marks the row under the cursor, or removes its mark. */
	| { kind: "marked_step" }
	/** Begins a range at the cursor, or ends it. */
	| { kind: "range_toggled" }
	/** Marks exactly the rows that match the filter. */
	| { kind: "all_marked" }
	| { kind: "marks_cleared" }
	/** The next order, or the next grouping. */
	| { kind: "order_changed" }
	| { kind: "pane_switched" }
	/** `max`: the largest scroll offset of the pane. */
	| { kind: "scrolled"; by: number; max?: number }
	| { kind: "grouping_changed" }
	| { kind: "range_cancelled" }
	/** `now`: Unix milliseconds. */
	| { kind: "load_started"; now: number }
	| ({ kind: "cache_opened" } & ShownInbox)
	| { kind: "steps_loaded"; loadId: number; steps: WaitingStep[] }
	/** These lists were read completely: their other steps wait no longer. */
	| { kind: "lists_completed"; loadId: number; lists: InstanceListName[] }
	| { kind: "load_progressed"; loadId: number; progress: LoadProgress }
	/** `isRest`: the load continued an earlier one, and read only the other lists. `now`: Unix milliseconds. */
	| {
			kind: "load_completed";
			loadId: number;
			unreadable: number;
			isRest?: boolean | undefined;
			now: number;
	  }
	| { kind: "load_failed"; loadId: number; outcome: Outcome; message: string }
	| { kind: "step_answered"; id: string }
	/** These steps have rows, whether they are in a list or not. */
	| { kind: "pinned"; steps: WaitingStep[] }
	/** If the cursor is on this row, it moves to the next one. */
	| { kind: "row_passed"; id: string };

/** Before the first load. */
export const emptyInbox: InboxState = {
	loadId: 0,
	status: { kind: "loading" },
	progress: null,
	readAt: null,
	startedAt: 0,
	rows: [],
	pinned: [],
	filtered: [],
	groups: [],
	order: "urgency",
	grouping: "none",
	cursor: 0,
	moved: false,
	top: 0,
	filter: "",
	filtering: false,
	marked: new Set(),
	anchor: null,
	histories: new Map(),
	pane: { focused: false, id: null, top: 0 },
};
