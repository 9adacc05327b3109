import { expect, test } from "vitest";
import { asked } from "../../../testing/waiting-step.ts";
import {
	emptyInbox,
	type InboxState,
	type InboxVerb,
	reduceInbox,
} from "./state.ts";

function after(...verbs: InboxVerb[]): InboxState {
	return verbs.reduce((state, verb) => reduceInbox(state, verb, 3), emptyInbox);
}

function found(...ids: [id: string, due: number][]): InboxVerb {
	return {
		kind: "found",
		load: 0,
		asked: ids.map(([id, due]) => asked(id, { due })),
	};
}

const ids = ({ shown }: InboxState): string[] =>
	shown.map((row) => row.asked.instance.id);
const at = (state: InboxState): string | undefined =>
	state.shown[state.at]?.asked.instance.id;
const five = found(["1", 1], ["2", 2], ["3", 3], ["4", 4], ["5", 5]);
const loaded: InboxVerb = { kind: "loaded", load: 0, hidden: 0 };
const moved = (by: number): InboxVerb => ({ kind: "moved", by });
const typed = (text: string): InboxVerb => ({ kind: "filter_typed", text });

test("sorts what it finds: overdue first, then by when it is due", () => {
	expect(
		ids(after(found(["1", 9], ["2", -1]), found(["3", 4], ["4", -5]))),
	).toEqual(["4", "2", "3", "1"]);
});

test("the cursor stays at the top while rows come in, until it is moved", () => {
	expect(at(after(found(["1", 1]), found(["2", -1])))).toBe("2");
});

test("the cursor, once moved, stays on its row while others come in before it", () => {
	const state = after(
		found(["1", 1], ["2", 2]),
		moved(1),
		found(["3", -1], ["4", -2]),
	);
	expect(at(state)).toBe("2");
	expect(state.at).toBe(3);
});

test("the cursor stops at both ends, and the window follows it", () => {
	expect(at(after(five, moved(-1)))).toBe("1");
	expect(after(five, moved(99))).toMatchObject({ at: 4, top: 2 });
	expect(after(five, moved(99), moved(-2))).toMatchObject({ at: 2, top: 2 });
	expect(after(five, moved(99), moved(-3))).toMatchObject({ at: 1, top: 1 });
});

test("pages move by what is seen", () => {
	expect(after(five, { kind: "paged", by: 1 })).toMatchObject({
		at: 3,
		top: 2,
	});
	expect(
		after(five, { kind: "paged", by: 1 }, { kind: "paged", by: -1 }),
	).toMatchObject({ at: 0, top: 0 });
});

test("a filter looks in step, item, project and instance, without case", () => {
	expect(ids(after(five, typed("iNVOICES 43")))).toEqual(["3"]);
	expect(ids(after(five, typed("pier")))).toHaveLength(5);
	expect(ids(after(five, typed("x")))).toEqual([]);
	expect(ids(after(five, typed("x"), { kind: "filter_erased" }))).toHaveLength(
		5,
	);
	expect(after(five, typed("3"), { kind: "filter_cleared" })).toMatchObject({
		filter: "",
		filtering: false,
	});
});

test("the cursor stays on its row through a filter that lets it through", () => {
	expect(at(after(five, moved(3), typed("4")))).toBe("4");
	expect(
		at(after(five, moved(3), typed("44"), { kind: "filter_cleared" })),
	).toBe("4");
});

test("an answered row leaves, and the cursor takes the one in its place", () => {
	const before = after(five, moved(1));
	const key = before.shown[1]?.key ?? "";
	const state = reduceInbox(before, { kind: "answered", key }, 3);
	expect(ids(state)).toEqual(["1", "3", "4", "5"]);
	expect(at(state)).toBe("3");
});

test("a reload drops what is not there any more, keeps the cursor, and shows the rest meanwhile", () => {
	const reloading = after(five, loaded, moved(2), { kind: "load_begun" });
	expect(ids(reloading)).toHaveLength(5);
	const again: InboxVerb = {
		kind: "found",
		load: 1,
		asked: [asked("2", { due: 2 }), asked("3", { due: 3 })],
	};
	const state = [
		again,
		{ kind: "loaded", load: 1, hidden: 2 } as const,
	].reduce<InboxState>((s, v) => reduceInbox(s, v, 3), reloading);
	expect(ids(state)).toEqual(["2", "3"]);
	expect(at(state)).toBe("3");
	expect(state.status).toEqual({ kind: "loaded", hidden: 2 });
});

test("what an earlier load still finds is left alone", () => {
	const reloading = after(five, { kind: "load_begun" });
	expect(reduceInbox(reloading, found(["9", 1]), 3)).toEqual(reloading);
	expect(reduceInbox(reloading, loaded, 3)).toEqual(reloading);
	expect(
		reduceInbox(
			reloading,
			{
				kind: "failed",
				load: 0,
				outcome: { kind: "recorded", attempts: [] },
				message: "",
			},
			3,
		),
	).toEqual(reloading);
});
