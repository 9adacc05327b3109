import { type ScreenPage, type Size, scrolled } from "./page.ts";
import { blank, type Line, line, span } from "./styled-text.ts";
import { type AppTheme, markOf } from "./theme.ts";
import { type SendingWay, sendWord } from "./typed-word.ts";
import { markedParagraph } from "./wrap.ts";

/** What a page before sending asks for. `refusal`: why nothing can be sent. */
export type SendPrompt = {
	way: SendingWay;
	refusal: string | null;
	/** How many answers are sent. */
	count: number;
	/** What is typed of the word. */
	typed: string;
};

/** The lines below the summary: the question, or why nothing can be sent. */
export function sendPromptLines(
	{ way, refusal, count, typed }: SendPrompt,
	columns: number,
	theme: AppTheme,
): Line[] {
	switch (way) {
		case "refused":
			return [
				blank,
				...markedParagraph(
					markOf("forbidden", theme),
					refusal ?? "",
					columns,
					"bad",
				),
			];
		case "key":
			return [];
		case "word":
			return [
				blank,
				line(
					span(`Type ${sendWord} to send ${answersText(count)}: `, "strong"),
					typed,
				),
			];
	}
}

/** The summary, as much as fits, and the question at the end of the body. */
export function withSendPrompt(
	lines: Line[],
	top: number,
	prompt: SendPrompt,
	body: Size,
	theme: AppTheme,
): Pick<ScreenPage, "body" | "more" | "cursor"> {
	const below = sendPromptLines(prompt, body.columns, theme);
	const rows = Math.max(1, body.rows - below.length);
	const shown = scrolled(lines, top, { ...body, rows });
	const missing =
		theme.screenReader || below.length === 0 ? 0 : rows - shown.body.length;
	const column = (below.at(-1)?.spans ?? []).reduce(
		(sum, { text }) => sum + text.length,
		0,
	);
	return {
		...shown,
		body: [...shown.body, ...Array<Line>(missing).fill(blank), ...below],
		...(prompt.way === "word"
			? { cursor: { row: rows + below.length - 1, column } }
			: {}),
	};
}

/** Such as `40 answers`. */
export function answersText(count: number): string {
	return count === 1 ? "1 answer" : `${count} answers`;
}
