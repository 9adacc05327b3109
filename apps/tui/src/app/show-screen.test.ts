import { expect, test } from "vitest";
import { newInbox, waitingStep } from "../testing/waiting-step.ts";
import { openStep } from "./navigation.ts";
import { reduce } from "./reducer.ts";
import { showScreen } from "./show-screen.ts";
import type { AppState } from "./state.ts";

const opened = openStep(newInbox(), waitingStep("1"));

function pressed(state: AppState, ...keys: string[]): AppState {
	return keys.reduce(
		(current, key) => reduce(current, { kind: "key_pressed", key }).state,
		state,
	);
}

test("a screen that needs a step or an option is not shown without it", () => {
	const inbox = newInbox();
	expect(showScreen(inbox, "option")).toBe(inbox);
	expect(showScreen(inbox, "comment")).toBe(inbox);
	expect(showScreen(opened, "comment")).toBe(opened);
	expect(showScreen(opened, "review")).toBe(opened);
	const selected = pressed(showScreen(opened, "option"), "1");
	expect(showScreen(selected, "review").flow).toMatchObject({
		kind: "answering",
		screen: "review",
	});
});

test("the draft ends if a screen without a step is shown", () => {
	expect(showScreen(opened, "inbox").flow).toEqual({
		kind: "browsing",
		screen: "inbox",
	});
});

test("the review starts at its top, and the other screens keep their state", () => {
	const small = { ...opened, size: { columns: 40, rows: 8 } };
	const review = pressed(
		showScreen(small, "option"),
		"1",
		"<enter>",
		"o",
		"k",
		"<enter>",
		"<down>",
	);
	expect(review.flow).toMatchObject({ review: { top: 1 } });
	expect(pressed(review, "<escape>", "<enter>").flow).toMatchObject({
		screen: "review",
		comment: { text: "ok" },
		review: { top: 0 },
	});
});
