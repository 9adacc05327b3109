import { subjectText } from "../model/response-subject.ts";
import type { OutboxEntry } from "../outbox/entry.ts";
import { subjectOfEntry } from "./model/entry-subject.ts";
import { outboxFix } from "./model/outbox-view.ts";
import type { Unfinished } from "./quit.ts";
import { type AnyBinding, hintsOf, type KeyBinding } from "./ui/keymap.ts";
import type { ScreenPage, Size } from "./ui/page.ts";
import { formatDay } from "./ui/relative-time.ts";
import { blank, type Line, line, span } from "./ui/styled-text.ts";
import { wrapText } from "./ui/wrap.ts";

const quitQuestions: Record<Unfinished, string[]> = {
	submission: [
		"Your answer is being sent, and it is not certain yet whether it is on record.",
		"Leave all the same? What is known by then is printed. The answer stays in the outbox, and is settled when the app is next open.",
	],
	held: [
		"Your answer has not been sent yet: it can still be taken back.",
		"Leave all the same? It is then a draft, and is not sent.",
	],
	comment: [
		"You wrote a comment that is not sent. It cannot be stored, and is lost if you leave.",
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
		body: asParagraphs(paragraphs, columns),
		hints: hintsOf(confirmQuitBindings),
	};
}

/** The keys of the question whether to send an answer that was decided long ago. */
export const confirmStaleBindings: readonly KeyBinding<
	{ kind: "send" } | { kind: "make_draft" } | { kind: "later" }
>[] = [
	{ keys: ["s"], action: { kind: "send" }, keyLabel: "s", label: "send it" },
	{
		keys: ["d"],
		action: { kind: "make_draft" },
		keyLabel: "d",
		label: "make it a draft",
	},
	{
		keys: ["<escape>", "<ctrl-c>"],
		action: { kind: "later" },
		keyLabel: "Esc",
		label: "decide later",
	},
];

/** Asks whether to send an answer that was decided long ago. */
export function confirmStalePage(
	entry: OutboxEntry,
	{ columns }: Size,
): ScreenPage {
	const paragraphs = [
		`You decided this on ${formatDay(entry.at)}, and it was never sent:`,
		`  ${subjectText(subjectOfEntry(entry))}`,
		"Send it now?",
	];
	return {
		title: "Send this?",
		body: asParagraphs(paragraphs, columns),
		hints: hintsOf(confirmStaleBindings),
	};
}

/** Says why the outbox cannot be used, and what to do. */
export function outboxProblemPage(
	message: string,
	{ columns }: Size,
): ScreenPage {
	const paragraphs = [
		message,
		outboxFix,
		"Until then you can read, but the app sends nothing and stores no drafts.",
	];
	return {
		title: "Nothing can be sent",
		body: asParagraphs(paragraphs, columns),
		hints: [{ keyLabel: "any key", label: "closes this" }],
	};
}

function asParagraphs(texts: string[], columns: number): Line[] {
	return texts.flatMap((text) => [
		...wrapText(text, columns).map((row) => line(row)),
		blank,
	]);
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
