import { describe, type OnRecord } from "@signoff/core";
import {
	type WaitingStep as Asked,
	itemOf,
	stepName,
} from "../../../model/waiting-step.ts";
import { hintsOf } from "../../ui/keymap.ts";
import { type Page, type Size, scrolled } from "../../ui/page.ts";
import { sinceWords } from "../../ui/relative-time.ts";
import { blank, type Line, line, span } from "../../ui/styled-text.ts";
import { type AppTheme, markOf } from "../../ui/theme.ts";
import { paragraph } from "../../ui/wrap.ts";
import { attemptLines } from "../sending/view.ts";
import { factWidth, optionMark } from "../step/theme.ts";
import { outcomeKeys } from "./keys.ts";
import type { OutcomeState } from "./state.ts";

/** Everything that an outcome's screen is made of. */
export type OutcomeScene = { asked: Asked; state: OutcomeState; now: number };

/** What is true now, and what to do next. */
export function outcomePage(
	scene: OutcomeScene,
	room: Size,
	theme: AppTheme,
): Page {
	const { asked, state } = scene;
	return {
		title: "Outcome",
		aside: itemOf(asked),
		...scrolled(outcomeLines(scene, room.columns, theme), state.top, room),
		hints: hintsOf(outcomeKeys(state.outcome.kind)),
	};
}

/** All of it. */
export function outcomeLines(
	{ asked, state, now }: OutcomeScene,
	columns: number,
	theme: AppTheme,
): Line[] {
	const { outcome } = state;
	const { sentence, next } = describe(outcome);
	const mark = markOf(outcome.kind, theme);
	return [
		...paragraph(
			span(""),
			`${stepName(asked)}: ${answerName(asked, state)}`,
			columns,
			"strong",
		),
		blank,
		...paragraph(
			{ ...mark, text: `${mark.text} ` },
			sentence,
			columns,
			"strong",
		),
		...(next === null ? [] : paragraph(span("  "), next, columns)),
		...(outcome.kind === "conflict"
			? onRecord(outcome.on_record, now, columns, theme)
			: []),
		blank,
		line(span("How it went", "faint")),
		...outcome.attempts.flatMap((each) => attemptLines(each, columns, theme)),
		...(outcome.attempts.length === 0
			? [line(span("No call was needed: the step as read told it.", "faint"))]
			: []),
	];
}

function onRecord(
	{ option, comment, submitted_at }: OnRecord,
	now: number,
	columns: number,
	theme: AppTheme,
): Line[] {
	const head = (name: string) =>
		span(theme.spoken ? `${name}: ` : name.padEnd(factWidth), "faint");
	const mark = optionMark(option, theme);
	return [
		blank,
		line(span("On record", "strong")),
		line(head("Answer"), mark, span(` ${option.name}`, "strong")),
		...paragraph(
			head("Comment"),
			comment ? comment : "none",
			columns,
			comment ? "plain" : "faint",
		),
		...(submitted_at === null
			? []
			: paragraph(head("Since"), sinceWords(submitted_at, now), columns)),
	];
}

/** The option that was sent, as the step names it. */
function answerName(
	{ step }: Asked,
	{ submission: { response } }: OutcomeState,
): string {
	const { selected_response_option_id } = response;
	const option = step.available_response_options.find(
		({ id }) => id === selected_response_option_id,
	);
	return option?.name ?? selected_response_option_id;
}
