import { outcomeKinds } from "@signoff/core";
import { render } from "ink-testing-library";
import { createElement as h } from "react";
import stringWidth from "string-width";
import { expect, test } from "vitest";
import { asked, newInbox } from "../../testing/waiting-step.ts";
import { update } from "../reducer.ts";
import { pageOf } from "../show.ts";
import type { AppState } from "../state.ts";
import { Frame } from "./frame.ts";
import { type AppTheme, appTheme, markOf } from "./theme.ts";

const unicode = appTheme({ LANG: "C.UTF-8" });
const ascii = appTheme({ LANG: "C" });

/** What Ink draws of a state. */
function drawn(state: AppState, theme: AppTheme = unicode): string[] {
	const { lastFrame, unmount } = render(
		h(Frame, { page: pageOf(state, theme), size: state.size, theme }),
	);
	const frame = lastFrame() ?? "";
	unmount();
	return frame.split("\n");
}

function pressing(state: AppState, ...presses: string[]): AppState {
	return presses.reduce(
		(current, press) => update(current, { kind: "pressed", press }).state,
		state,
	);
}

function inboxOf(...steps: ReturnType<typeof asked>[]): AppState {
	const found = update(newInbox({ columns: 60, rows: 12 }), {
		kind: "found",
		load: 0,
		asked: steps,
	});
	return update(found.state, { kind: "loaded", load: 0, hidden: 0 }).state;
}

const wide = asked("1", {
	name: "承認 👷‍♀️ مراجعة المهندس المعماري وفريقه كله",
	item: "漢字漢字漢字漢字漢字漢字",
});

test("every screen fills the terminal and no more, whatever is written in it", () => {
	const inbox = inboxOf(wide, asked("2"));
	const ways = [
		[],
		["<enter>"],
		["<enter>", "<enter>"],
		["<enter>", "<enter>", "1", "<enter>", "漢".repeat(200)],
		["<enter>", "<enter>", "1", "<enter>", "漢".repeat(200), "<enter>"],
		["?"],
	];
	for (const columns of [40, 60, 123])
		for (const way of ways) {
			const lines = drawn(
				pressing({ ...inbox, size: { columns, rows: 12 } }, ...way),
			);
			expect(lines).toHaveLength(12);
			expect(
				Math.max(...lines.map((line) => stringWidth(line))),
			).toBeLessThanOrEqual(columns);
		}
});

test("an empty inbox says so, and a filter that lets nothing through", () => {
	expect(drawn(inboxOf()).join("\n")).toContain("Nothing is waiting for you.");
	expect(drawn(pressing(inboxOf(wide), "/", "z")).join("\n")).toContain(
		"Nothing fits the filter.",
	);
	expect(drawn(newInbox()).join("\n")).toContain(
		"Looking for steps that wait for you",
	);
});

test("what could not be read is said, with what to do next", () => {
	const { state } = update(newInbox(), {
		kind: "load_failed",
		load: 0,
		outcome: { kind: "unauthenticated", reason: null, attempts: [] },
		message:
			"Reading who you are: the access token is missing, expired or revoked.",
	});
	const text = drawn(state).join("\n");
	expect(text).toContain("✖ Reading who you are");
	expect(text).toContain("get a fresh token");
});

test("only the rows in the window are made", () => {
	const many = inboxOf(
		...Array.from({ length: 10_000 }, (_, index) => asked(String(index))),
	);
	expect(pageOf(many, unicode).body.length).toBeLessThanOrEqual(12);
});

test("every kind has a mark, in Unicode and in ASCII", () => {
	for (const kind of outcomeKinds) {
		expect(markOf(kind, unicode).text).toMatch(/^\S$/u);
		expect(markOf(kind, ascii).text).toMatch(/^[!-~]$/);
	}
});
