import { expect, test } from "vitest";
import { waitingStep } from "../../../testing/waiting-step.ts";
import {
	emptyInbox,
	type InboxScreenAction,
	type InboxState,
	reduceInbox,
} from "./state.ts";

function after(...verbs: InboxScreenAction[]): InboxState {
	return verbs.reduce(
		(state, action) => reduceInbox(state, action, 3),
		emptyInbox,
	);
}

function found(...ids: [id: string, due: number][]): InboxScreenAction {
	return {
		kind: "steps_loaded",
		loadId: 0,
		steps: ids.map(([id, due]) => waitingStep(id, { due })),
	};
}

const visibleIds = ({ filtered }: InboxState): string[] =>
	filtered.map((row) => row.waitingStep.instance.id);
const idAtCursor = (state: InboxState): string | undefined =>
	state.filtered[state.cursor]?.waitingStep.instance.id;
const five = found(["1", 1], ["2", 2], ["3", 3], ["4", 4], ["5", 5]);
const loaded: InboxScreenAction = {
	kind: "load_completed",
	loadId: 0,
	unreadable: 0,
	now: 0,
};
const moved = (by: number): InboxScreenAction => ({ kind: "moved", by });
const typed = (text: string): InboxScreenAction => ({
	kind: "filter_typed",
	text,
});

test("sorts steps: overdue first, then by due date", () => {
	expect(
		visibleIds(after(found(["1", 9], ["2", -1]), found(["3", 4], ["4", -5]))),
	).toEqual(["4", "2", "3", "1"]);
});

test("the cursor stays at the top while rows arrive, until it is moved", () => {
	expect(idAtCursor(after(found(["1", 1]), found(["2", -1])))).toBe("2");
});

test("a moved cursor stays on its row when rows are inserted before it", () => {
	const state = after(
		found(["1", 1], ["2", 2]),
		moved(1),
		found(["3", -1], ["4", -2]),
	);
	expect(idAtCursor(state)).toBe("2");
	expect(state.cursor).toBe(3);
});

test("the cursor stops at both ends, and the window follows it", () => {
	expect(idAtCursor(after(five, moved(-1)))).toBe("1");
	expect(after(five, moved(99))).toMatchObject({ cursor: 4, top: 2 });
	expect(after(five, moved(99), moved(-2))).toMatchObject({
		cursor: 2,
		top: 2,
	});
	expect(after(five, moved(99), moved(-3))).toMatchObject({
		cursor: 1,
		top: 1,
	});
});

test("a page moves by the visible rows", () => {
	expect(after(five, { kind: "paged", by: 1 })).toMatchObject({
		cursor: 3,
		top: 2,
	});
	expect(
		after(five, { kind: "paged", by: 1 }, { kind: "paged", by: -1 }),
	).toMatchObject({ cursor: 0, top: 0 });
});

test("the filter searches step, item, project and instance, ignoring case", () => {
	expect(visibleIds(after(five, typed("iNVOICES 43")))).toEqual(["3"]);
	expect(visibleIds(after(five, typed("pier")))).toHaveLength(5);
	expect(visibleIds(after(five, typed("x")))).toEqual([]);
	expect(
		visibleIds(after(five, typed("x"), { kind: "filter_erased" })),
	).toHaveLength(5);
	expect(after(five, typed("3"), { kind: "filter_cleared" })).toMatchObject({
		filter: "",
		filtering: false,
	});
});

test("the cursor stays on its row if the filter matches it", () => {
	expect(idAtCursor(after(five, moved(3), typed("4")))).toBe("4");
	expect(
		idAtCursor(after(five, moved(3), typed("44"), { kind: "filter_cleared" })),
	).toBe("4");
});

test("an answered row is removed, and the cursor moves to the row after it", () => {
	const before = after(five, moved(1));
	const id = before.filtered[1]?.id ?? "";
	const state = reduceInbox(before, { kind: "step_answered", id }, 3);
	expect(visibleIds(state)).toEqual(["1", "3", "4", "5"]);
	expect(idAtCursor(state)).toBe("3");
});

test("a reload keeps the rows until it completes, then removes those that it did not find, and keeps the cursor", () => {
	const reloading = after(five, loaded, moved(2), {
		kind: "load_started",
		now: 0,
	});
	expect(visibleIds(reloading)).toHaveLength(5);
	const again: InboxScreenAction = {
		kind: "steps_loaded",
		loadId: 1,
		steps: [waitingStep("2", { due: 2 }), waitingStep("3", { due: 3 })],
	};
	const state = [
		again,
		{ kind: "load_completed", loadId: 1, unreadable: 2, now: 0 } as const,
	].reduce<InboxState>((s, v) => reduceInbox(s, v, 3), reloading);
	expect(visibleIds(state)).toEqual(["2", "3"]);
	expect(idAtCursor(state)).toBe("3");
	expect(state.status).toEqual({ kind: "loaded", unreadable: 2 });
});

test("results of an earlier load are ignored", () => {
	const reloading = after(five, { kind: "load_started", now: 0 });
	expect(reduceInbox(reloading, found(["9", 1]), 3)).toEqual(reloading);
	expect(reduceInbox(reloading, loaded, 3)).toEqual(reloading);
	expect(
		reduceInbox(
			reloading,
			{
				kind: "load_failed",
				loadId: 0,
				outcome: { kind: "recorded", attempts: [] },
				message: "",
			},
			3,
		),
	).toEqual(reloading);
});

/** Rows of an earlier run of the app, and then a load. */
function cached(...ids: [id: string, due: number][]): InboxScreenAction {
	return {
		kind: "cache_opened",
		watched: { kind: "all" },
		readAt: 5,
		rows: ids.map(([id, due]) => waitingStep(id, { due })),
	};
}

const { scope, tool } = waitingStep("1");
const listCompleted: InboxScreenAction = {
	kind: "lists_completed",
	loadId: 0,
	lists: [{ scope, tool }],
};

test("rows of the cache are shown until their list was read, then those that it did not show are gone", () => {
	const opened = after(cached(["1", 1], ["2", 2]));
	expect(visibleIds(opened)).toEqual(["1", "2"]);
	expect(opened.readAt).toBe(5);
	const reading = reduceInbox(opened, found(["2", 2], ["3", 3]), 3);
	expect(visibleIds(reading)).toEqual(["1", "2", "3"]);
	const other = { scope: { company_id: "4201" }, tool };
	const elsewhere = { ...listCompleted, lists: [other] };
	expect(visibleIds(reduceInbox(reading, elsewhere, 3))).toHaveLength(3);
	expect(visibleIds(reduceInbox(reading, listCompleted, 3))).toEqual([
		"2",
		"3",
	]);
});

test("a load that continues an earlier one keeps the rows that the earlier one found", () => {
	const reading = after(cached(["1", 1]), found(["2", 2]));
	const rest = reduceInbox(reading, { ...loaded, isRest: true, now: 9 }, 3);
	expect(visibleIds(rest)).toEqual(["1", "2"]);
	expect(rest.readAt).toBe(9);
	expect(visibleIds(reduceInbox(reading, loaded, 3))).toEqual(["2"]);
});

test("a selected row that is gone selects the row after it, whatever else is gone", () => {
	const before = after(
		cached(["1", 1], ["2", 2], ["3", 3], ["4", 4], ["5", 5]),
		moved(3),
	);
	const both = [found(["2", 2], ["5", 5]), listCompleted];
	const state = both.reduce<InboxState>((s, v) => reduceInbox(s, v, 3), before);
	expect(idAtCursor(before)).toBe("4");
	expect(visibleIds(state)).toEqual(["2", "5"]);
	expect(idAtCursor(state)).toBe("5");
});

test("if there is no row after it, the one before it is selected", () => {
	const before = after(cached(["1", 1], ["2", 2], ["3", 3]), moved(2));
	const both = [found(["1", 1], ["2", 2]), listCompleted];
	const state = both.reduce<InboxState>((s, v) => reduceInbox(s, v, 3), before);
	expect(idAtCursor(state)).toBe("2");
});

test("keys that are pressed before the first row do not hold the cursor on a row", () => {
	const early = after(moved(1), { kind: "paged", by: 1 }, found(["5", 5]));
	expect(idAtCursor(reduceInbox(early, found(["1", 1]), 3))).toBe("1");
});
