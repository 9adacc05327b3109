import { expect, test } from "vitest";
import {
	type Choosing,
	chosen,
	newProjects,
	type ProjectsScreenAction,
	reduceProjects,
	shownRows,
} from "./state.ts";

function after(count: number, ...actions: ProjectsScreenAction[]): Choosing {
	const projects = Array.from({ length: count }, (_, index) => ({
		id: String(70 + index),
		name: `Pier ${index}`,
	}));
	const listed: ProjectsScreenAction = {
		kind: "projects_listed",
		projects,
		watched: null,
	};
	const state = [listed, ...actions].reduce(
		(before, action) => reduceProjects(before, action, 3),
		newProjects(0),
	);
	if (state.kind !== "choosing") throw new Error("There is no choice.");
	return state;
}

const down: ProjectsScreenAction = { kind: "moved", by: 1 };
const mark: ProjectsScreenAction = { kind: "marked" };
const typed = (text: string): ProjectsScreenAction => ({
	kind: "filter_typed",
	text,
});

test("a few projects are all marked at first, which includes later ones; of many none is", () => {
	expect(chosen(after(3))).toEqual({ kind: "all" });
	expect(chosen(after(300))).toBe(null);
	expect(chosen(after(300, { kind: "all_marked" }))).toEqual({ kind: "all" });
});

test("marks the row under the cursor", () => {
	expect(chosen(after(300, down, mark, down, mark))).toEqual({
		kind: "some",
		company: false,
		projects: [
			{ id: "70", name: "Pier 0" },
			{ id: "71", name: "Pier 1" },
		],
	});
	expect(chosen(after(300, mark))).toEqual({
		kind: "some",
		company: true,
		projects: [],
	});
	expect(chosen(after(2, mark))).toMatchObject({ company: false });
});

test("the filter finds projects by name and id; `all_marked` marks only those that it shows", () => {
	const state = after(300, { kind: "filter_opened" }, typed("pier 29"));
	expect(shownRows(state)).toHaveLength(11);
	const marked = reduceProjects(state, { kind: "all_marked" }, 3);
	if (marked.kind !== "choosing") throw new Error("There is no choice.");
	expect(chosen(marked)).toMatchObject({ kind: "some", company: false });
	expect(marked.rows.filter(({ isMarked }) => isMarked)).toHaveLength(11);
	expect(shownRows(after(300, typed("(123)")))[0]?.label).toBe("Pier 53 (123)");
});

test("the cursor stops at both ends, and the window follows it", () => {
	expect(after(3, { kind: "moved", by: 99 })).toMatchObject({
		cursor: 3,
		top: 1,
	});
	expect(after(3, { kind: "moved", by: -99 })).toMatchObject({ cursor: 0 });
	expect(
		after(300, { kind: "moved", by: 99 }, typed("pier 2"), typed("99")),
	).toMatchObject({ cursor: 0, top: 0 });
});

test("opens with the choice so far", () => {
	const watched = {
		kind: "some",
		company: true,
		projects: [{ id: "71", name: "Pier 1" }],
	} as const;
	const state = after(300, {
		kind: "projects_listed",
		projects: [
			{ id: "70", name: null },
			{ id: "71", name: "Pier 1" },
		],
		watched: { ...watched, projects: [...watched.projects] },
	});
	expect(chosen(state)).toEqual(watched);
	expect(state.rows[1]?.label).toBe("70");
});
