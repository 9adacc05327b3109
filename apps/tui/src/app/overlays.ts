import type { Unfinished } from "./quit.ts";
import { type AnyBinding, hintsOf, type KeyBinding } from "./ui/keymap.ts";
import type { ScreenPage, Size } from "./ui/page.ts";
import { blank, type Line, line, span } from "./ui/styled-text.ts";
import { wrapText } from "./ui/wrap.ts";

const quitQuestions: Record<Unfinished, string[]> = {
	submission: [
		"Your answer is being sent, and it is not certain yet whether it is on record.",
		"Leave all the same? What is known by then is printed.",
	],
	comment: [
		"You wrote a comment that is not sent. It is lost if you leave.",
		"Leave all the same?",
	],
};

/** The keys of the question whether to quit. */
export const confirmQuitBindings: readonly KeyBinding<
	{ kind: "leave" } | { kind: "stay" }
>[] = [
	{
		keys: ["y", "<ctrl-c>"],
		action: { kind: "leave" },
		keyLabel: "y",
		label: "leave",
	},
	{
		keys: ["n", "<escape>"],
		action: { kind: "stay" },
		keyLabel: "n",
		label: "stay",
	},
];

/** Asks whether to quit although something is not finished. */
export function confirmQuitPage(
	what: Unfinished,
	{ columns }: Size,
): ScreenPage {
	const paragraphs = quitQuestions[what];
	return {
		title: "Leave?",
		body: paragraphs.flatMap((text) => [
			...wrapText(text, columns).map((row) => line(row)),
			blank,
		]),
		hints: hintsOf(confirmQuitBindings),
	};
}

const minTwoColumnWidth = 60;

/** Lists keys, in two columns if one is too short. */
export function keyBindingsPage(
	bindings: readonly AnyBinding[],
	{ rows, columns }: Size,
): ScreenPage {
	const width =
		Math.max(...bindings.map(({ keyLabel }) => keyLabel.length)) + 2;
	const cells = bindings.map(({ keyLabel, label }) =>
		line(span(keyLabel.padEnd(width), "strong"), label),
	);
	const twoColumns = cells.length > rows && columns >= minTwoColumnWidth;
	const body = twoColumns ? inTwoColumns(cells, columns) : cells;
	return {
		title: "Keys",
		body: body.slice(0, rows),
		hints: [{ keyLabel: "any key", label: "closes this" }],
	};
}

function inTwoColumns(cells: Line[], columns: number): Line[] {
	const half = Math.ceil(cells.length / 2);
	return cells.slice(0, half).map((left, index) => {
		const used = left.spans.reduce((total, { text }) => total + text.length, 0);
		const gap = span(" ".repeat(Math.max(1, Math.floor(columns / 2) - used)));
		return {
			spans: [...left.spans, gap, ...(cells[half + index]?.spans ?? [])],
		};
	});
}
