import { commentKeys } from "./screens/comment/keys.ts";
import { filterKeys, inboxKeys } from "./screens/inbox/keys.ts";
import { optionKeys } from "./screens/option/keys.ts";
import { outcomeKeys } from "./screens/outcome/keys.ts";
import { reviewKeys } from "./screens/review/keys.ts";
import { sentKeys } from "./screens/sending/keys.ts";
import { openingKeys } from "./screens/startup/keys.ts";
import { stepKeys } from "./screens/step/keys.ts";
import type { AppState } from "./state.ts";
import type { Binding, Hint } from "./ui/keymap.ts";
import type { Page, Size } from "./ui/page.ts";
import { blank, type Line, line, span } from "./ui/styled-text.ts";
import { wrapText } from "./ui/wrap.ts";

/** Asks whether to leave while a submission is under way. */
export function leavePage({ columns }: Size): Page {
	const words = [
		"Your answer is being sent, and it is not certain yet whether it is on record.",
		"Leave all the same? What is known by then is printed.",
	];
	return {
		title: "Leave?",
		body: words.flatMap((text) => [
			...wrapText(text, columns).map((row) => line(row)),
			blank,
		]),
		hints: [
			{ label: "y", does: "leave" },
			{ label: "n", does: "stay" },
		],
	};
}

/** The keys of the screen beneath. */
export function keysPage(state: AppState, { rows, columns }: Size): Page {
	const hints = bindingsOf(state).map(
		({ label, does }): Hint => ({ label, does }),
	);
	const width = Math.max(...hints.map(({ label }) => label.length)) + 2;
	const cells = hints.map(({ label, does }) =>
		line(span(label.padEnd(width), "strong"), does),
	);
	const body =
		cells.length > rows && columns >= 60 ? inTwo(cells, columns) : cells;
	return {
		title: "Keys",
		body: body.slice(0, rows),
		hints: [{ label: "any key", does: "closes this" }],
	};
}

function inTwo(cells: Line[], columns: number): Line[] {
	const half = Math.ceil(cells.length / 2);
	return cells.slice(0, half).map((left, index) => {
		const used = left.spans.reduce((total, { text }) => total + text.length, 0);
		const gap = span(" ".repeat(Math.max(1, Math.floor(columns / 2) - used)));
		return {
			spans: [...left.spans, gap, ...(cells[half + index]?.spans ?? [])],
		};
	});
}

function bindingsOf({
	screen,
	opening,
	inbox,
	answering,
}: AppState): readonly Binding<unknown>[] {
	switch (screen) {
		case "opening":
			return openingKeys[opening.kind];
		case "inbox":
			return inbox.filtering ? filterKeys : inboxKeys;
		case "step":
			return stepKeys;
		case "option":
			return optionKeys;
		case "comment":
			return commentKeys;
		case "review":
			return reviewKeys;
		case "sent":
			return sentKeys;
		case "outcome":
			return outcomeKeys(answering?.outcome?.outcome.kind ?? "recorded");
	}
}
