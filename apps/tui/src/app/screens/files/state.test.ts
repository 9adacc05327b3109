import { expect, test } from "vitest";
import { type FilesScreenAction, newFiles, reduceFiles } from "./state.ts";

function after(count: number, ...actions: FilesScreenAction[]) {
	return actions.reduce(
		(state, action) => reduceFiles(state, action, count),
		newFiles,
	);
}

test("a path is one line: line ends and tabs of a paste become blanks", () => {
	const { field } = after(0, { kind: "typed", text: "/a b.pdf\r\n/c\td\n" });
	expect(field).toEqual({ text: "/a b.pdf /c d ", caret: 14 });
});

test("a completion of what was typed before is ignored", () => {
	const typed = { kind: "typed", text: "/a" } as const;
	const completed = {
		kind: "completed",
		typed: "/a",
		text: "/abc",
		matches: [],
	} as const satisfies FilesScreenAction;
	expect(after(0, typed, completed).field).toEqual({ text: "/abc", caret: 4 });
	expect(after(0, typed, typed, completed).field.text).toBe("/a/a");
});

test("the problem of a path is shown until it is changed, and the path stays", () => {
	const refused = after(
		0,
		{ kind: "typed", text: "/a" },
		{ kind: "refused", reason: "It is empty." },
	);
	expect(refused.field).toEqual({
		text: "/a",
		caret: 2,
		problem: "It is empty.",
	});
	const next = reduceFiles(refused, { kind: "erased", what: "before" }, 0);
	expect(next.field.problem).toBeUndefined();
});

test("the selection stays in the list", () => {
	const by = (count: number) => ({ kind: "file_selected", by: count }) as const;
	expect(after(2, by(1), by(1), by(1)).selected).toBe(1);
	expect(after(2, by(-1)).selected).toBe(0);
	expect(reduceFiles(after(2, by(1)), by(0), 1).selected).toBe(0);
	expect(after(0, by(1)).selected).toBe(0);
});
