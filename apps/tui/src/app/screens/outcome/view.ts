import { describe, type OnRecord, outcomeTraits } from "@signoff/core";
import {
	itemName,
	stepName,
	type WaitingStep,
} from "../../../model/waiting-step.ts";
import type { ScreenContent } from "../../model/screen.ts";
import { attemptLines } from "../../ui/attempt-lines.ts";
import { fieldLabel } from "../../ui/field-label.ts";
import { optionMark } from "../../ui/option-mark.ts";
import { type Size, scrolled } from "../../ui/page.ts";
import { formatSince } from "../../ui/relative-time.ts";
import { blank, type Line, line, span } from "../../ui/styled-text.ts";
import { type AppTheme, markOf } from "../../ui/theme.ts";
import { markedParagraph, paragraph } from "../../ui/wrap.ts";
import { noRequests, staysInOutbox } from "./copy.ts";
import type { OutcomeState } from "./state.ts";

/** Everything that this screen reads. `now` is in Unix milliseconds. */
export type OutcomeScene = {
	waitingStep: WaitingStep;
	outcome: OutcomeState;
	now: number;
};

/** Shows the outcome of a submission, and what to do next. */
export function outcomeContent(
	scene: OutcomeScene,
	body: Size,
	theme: AppTheme,
): ScreenContent {
	const { waitingStep, outcome } = scene;
	const lines = outcomeLines(scene, body.columns, theme);
	return {
		title: "Outcome",
		aside: itemName(waitingStep),
		...scrolled(lines, outcome.top, body),
	};
}

/** All lines: the sentence, what is on record, and every request. */
export function outcomeLines(
	{ waitingStep, outcome: { submission, outcome }, now }: OutcomeScene,
	columns: number,
	theme: AppTheme,
): Line[] {
	const { sentence, next } = describe(outcome);
	const { selected_response_option_id } = submission.response;
	const answer = optionName(waitingStep, selected_response_option_id);
	const title = `${stepName(waitingStep)}: ${answer}`;
	const mark = markOf(outcome.kind, theme);
	return [
		...paragraph(span(""), title, columns, "strong"),
		line(span(`Instance ${submission.id}`, "faint")),
		blank,
		...markedParagraph(mark, sentence, columns, "strong"),
		...(next === null ? [] : paragraph(span("  "), next, columns)),
		...(outcomeTraits[outcome.kind].retryable
			? paragraph(span("  "), staysInOutbox, columns)
			: []),
		...(outcome.kind === "conflict"
			? onRecordLines(outcome.on_record, now, columns, theme)
			: []),
		blank,
		line(span("How it went", "faint")),
		...outcome.attempts.flatMap((each) => attemptLines(each, columns, theme)),
		...(outcome.attempts.length === 0 ? [line(span(noRequests, "faint"))] : []),
	];
}

function onRecordLines(
	{ option, comment, submitted_at }: OnRecord,
	now: number,
	columns: number,
	theme: AppTheme,
): Line[] {
	return [
		blank,
		line(span("On record", "strong")),
		line(
			fieldLabel("Answer", theme),
			optionMark(option, theme),
			span(` ${option.name}`, "strong"),
		),
		...paragraph(
			fieldLabel("Comment", theme),
			comment ? comment : "none",
			columns,
			comment ? "plain" : "faint",
		),
		...(submitted_at === null
			? []
			: paragraph(
					fieldLabel("Since", theme),
					formatSince(submitted_at, now),
					columns,
				)),
	];
}

/** The name of an option on this step, or else its id. */
function optionName({ step }: WaitingStep, optionId: string): string {
	const option = step.available_response_options.find(
		({ id }) => id === optionId,
	);
	return option?.name ?? optionId;
}
