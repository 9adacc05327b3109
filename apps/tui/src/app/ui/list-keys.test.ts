import { expect, test } from "vitest";
import { inboxKeyBindings } from "../screens/inbox/keys.ts";
import { projectsKeyBindings } from "../screens/projects/keys.ts";
import { newProjects, reduceProjects } from "../screens/projects/state.ts";
import { filterKey, filterKeyBindings } from "./filter-keys.ts";
import { actionFor } from "./keymap.ts";

const choice = reduceProjects(
	newProjects(0),
	{
		kind: "projects_listed",
		projects: Array.from({ length: 30 }, (_, index) => ({
			id: String(index),
			name: `Project ${index}`,
		})),
		watched: null,
	},
	10,
);

test("the inbox and the choice of projects move by the same keys", () => {
	const projectsKeys = projectsKeyBindings(choice, false);
	for (const key of [
		"<down>",
		"<up>",
		"<page down>",
		"<page up>",
		"<home>",
		"<end>",
	] as const) {
		const action = actionFor(inboxKeyBindings, key);
		expect(action?.kind).toMatch(/moved|paged/);
		expect(actionFor(projectsKeys, key)).toEqual(action);
		expect(actionFor(filterKeyBindings, key)).toEqual(action);
	}
	expect(actionFor(inboxKeyBindings, " ")).toEqual({ kind: "marked_step" });
	expect(actionFor(projectsKeys, " ")).toEqual({ kind: "marked" });
});

test("`End` moves to the last project", () => {
	const action = actionFor(projectsKeyBindings(choice, false), "<end>");
	if (action?.kind !== "moved") throw new Error("It does not move.");
	expect(reduceProjects(choice, action, 10)).toMatchObject({
		cursor: 30,
		top: 21,
	});
});

test("each letter is text while a filter is typed", () => {
	for (const letter of ["j", "k", "g", "G", " ", "/"] as const) {
		expect(actionFor(filterKeyBindings, letter)).toBeNull();
		expect(filterKey(letter)).toEqual({ kind: "filter_typed", text: letter });
	}
});
