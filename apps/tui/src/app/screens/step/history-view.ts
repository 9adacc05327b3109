import { type PreviousStep, personName } from "../../../model/waiting-step.ts";
import { optionMark } from "../../ui/option-mark.ts";
import { formatDay } from "../../ui/relative-time.ts";
import { blank, type Line, line, span } from "../../ui/styled-text.ts";
import type { AppTheme } from "../../ui/theme.ts";
import { paragraph } from "../../ui/wrap.ts";
import { attachmentLines, commentLines } from "./assignee-view.ts";
import { historyText } from "./copy.ts";
import type { StepHistory } from "./state.ts";

/** The steps before the current one; empty until a key loads them. */
export function historyLines(
	history: StepHistory,
	columns: number,
	theme: AppTheme,
): Line[] {
	if (history.kind === "not_loaded") return [];
	return [
		blank,
		line(span("Earlier steps", "strong")),
		...contentLines(history, columns, theme),
	];
}

function contentLines(
	history: Exclude<StepHistory, { kind: "not_loaded" }>,
	columns: number,
	theme: AppTheme,
): Line[] {
	switch (history.kind) {
		case "loading":
			return [line(span(`${historyText.loading} ${theme.ellipsis}`, "faint"))];
		case "failed":
			return [line(span(historyText.failed, "faint"))];
		case "loaded":
			return history.steps.length === 0
				? [line(span(historyText.empty, "faint"))]
				: history.steps.flatMap((step) =>
						previousStepLines(step, columns, theme),
					);
	}
}

function previousStepLines(
	{ name, responses }: PreviousStep,
	columns: number,
	theme: AppTheme,
): Line[] {
	const answered = responses.filter(({ response }) => response !== null);
	return [
		...paragraph(span("  "), name ?? "A step", columns),
		...answered.flatMap((row) => {
			const mark = optionMark(row, theme);
			const respondedAt = Date.parse(row.responded_at ?? "");
			const day = Number.isNaN(respondedAt)
				? ""
				: `, ${formatDay(respondedAt)}`;
			return [
				...paragraph(
					{ ...mark, text: `  ${mark.text} ` },
					`${personName(row)}: ${row.response}${day}`,
					columns,
				),
				...commentLines(row.comment, columns),
				...attachmentLines(row.attachments, columns),
			];
		}),
	];
}
