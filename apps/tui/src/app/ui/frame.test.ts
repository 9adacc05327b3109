import { outcomeKinds } from "@signoff/core";
import { render } from "ink-testing-library";
import { createElement as h } from "react";
import stringWidth from "string-width";
import { expect, test } from "vitest";
import { newInbox, waitingStep } from "../../testing/waiting-step.ts";
import { reduce } from "../reducer.ts";
import type { AppState } from "../state.ts";
import { appPage } from "../view.ts";
import { Frame } from "./frame.ts";
import { screenFrameLines } from "./frame-lines.ts";
import { type AppTheme, appTheme, markOf } from "./theme.ts";

const unicode = appTheme({ LANG: "C.UTF-8" });
const ascii = appTheme({ LANG: "C" });

/** The lines that Ink draws for a state. */
function drawn(state: AppState, theme: AppTheme = unicode): string[] {
	const { lastFrame, unmount } = render(
		h(Frame, { page: appPage(state, theme, true), size: state.size, theme }),
	);
	const frame = lastFrame() ?? "";
	unmount();
	return frame.split("\n");
}

function pressKeys(state: AppState, ...keys: string[]): AppState {
	return keys.reduce(
		(current, key) => reduce(current, { kind: "key_pressed", key }).state,
		state,
	);
}

function inboxOf(...steps: ReturnType<typeof waitingStep>[]): AppState {
	const loaded = reduce(newInbox({ columns: 60, rows: 12 }), {
		kind: "steps_loaded",
		loadId: 0,
		steps,
	});
	return reduce(loaded.state, {
		kind: "load_completed",
		loadId: 0,
		unreadable: 0,
	}).state;
}

const wide = waitingStep("1", {
	name: "承認 👷‍♀️ مراجعة المهندس المعماري وفريقه كله",
	item: "漢字漢字漢字漢字漢字漢字",
});

test("every screen fills the terminal exactly, also with wide and long texts", () => {
	const inbox = inboxOf(wide, waitingStep("2"));
	const keySequences = [
		[],
		["<enter>"],
		["<enter>", "<enter>"],
		["<enter>", "<enter>", "1", "<enter>", "漢".repeat(200)],
		["<enter>", "<enter>", "1", "<enter>", "漢".repeat(200), "<enter>"],
		["?"],
	];
	for (const columns of [40, 60, 123])
		for (const keys of keySequences) {
			const lines = drawn(
				pressKeys({ ...inbox, size: { columns, rows: 12 } }, ...keys),
			);
			expect(lines).toHaveLength(12);
			expect(
				Math.max(...lines.map((line) => stringWidth(line))),
			).toBeLessThanOrEqual(columns);
		}
});

test("the inbox says if it is empty, loading, or if nothing matches the filter", () => {
	expect(drawn(inboxOf()).join("\n")).toContain("Nothing is waiting for you.");
	expect(drawn(pressKeys(inboxOf(wide), "/", "z")).join("\n")).toContain(
		"Nothing fits the filter.",
	);
	expect(drawn(newInbox()).join("\n")).toContain(
		"Looking for steps that wait for you",
	);
});

test("a failed read is shown with its reason and what to do next", () => {
	const { state } = reduce(newInbox(), {
		kind: "load_failed",
		loadId: 0,
		outcome: { kind: "unauthenticated", reason: null, attempts: [] },
		message:
			"Reading who you are: the access token is missing, expired or revoked.",
	});
	const text = drawn(state).join("\n");
	expect(text).toContain("✖ Reading who you are");
	expect(text).toContain("get a fresh token");
});

test("keys that do not count yet are shown dim", () => {
	const page = appPage(newInbox(), unicode, false);
	const hints = screenFrameLines(page, { columns: 80, rows: 24 }, unicode).at(
		-1,
	);
	expect(hints?.spans.map(({ tone }) => tone)).not.toContain("strong");
	expect(page.hints.every(({ waiting }) => waiting)).toBe(true);
});

test("only visible rows are built", () => {
	const many = inboxOf(
		...Array.from({ length: 10_000 }, (_, index) => waitingStep(String(index))),
	);
	expect(appPage(many, unicode, true).body.length).toBeLessThanOrEqual(12);
});

test("every kind has a mark, in Unicode and in ASCII", () => {
	for (const kind of outcomeKinds) {
		expect(markOf(kind, unicode).text).toMatch(/^\S$/u);
		expect(markOf(kind, ascii).text).toMatch(/^[!-~]$/);
	}
});
