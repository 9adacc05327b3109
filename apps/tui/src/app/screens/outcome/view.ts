import {
	describe,
	type OnRecord,
	type Outcome,
	outcomeTraits,
} from "@signoff/core";
import {
	itemName,
	stepName,
	type WaitingStep,
} from "../../../model/waiting-step.ts";
import type { ScreenContent } from "../../model/screen.ts";
import { attemptLines } from "../../ui/attempt-lines.ts";
import { besides, betweenColumns } from "../../ui/columns.ts";
import { fieldLabel } from "../../ui/field-label.ts";
import { optionMark } from "../../ui/option-mark.ts";
import { type Size, scrolled } from "../../ui/page.ts";
import { formatSince } from "../../ui/relative-time.ts";
import {
	blank,
	type Line,
	line,
	span,
	type Tone,
} from "../../ui/styled-text.ts";
import { type AppTheme, markOf } from "../../ui/theme.ts";
import { markedParagraph, paragraph } from "../../ui/wrap.ts";
import { noRequests, notSent, staysInOutbox } from "./copy.ts";
import type { OutcomeState } from "./state.ts";

/** Everything that this screen reads. `now` is in Unix milliseconds. */
export type OutcomeScene = {
	waitingStep: WaitingStep;
	outcome: OutcomeState;
	/** The table of the batch that the answer was opened from, if any. */
	table: object | null;
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
	scene: OutcomeScene,
	columns: number,
	theme: AppTheme,
): Line[] {
	const { waitingStep, outcome: shown } = scene;
	const { submission, outcome } = shown;
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
			? conflictLines(scene, outcome, columns, theme)
			: []),
		...(outcome.kind === "superseded"
			? decidedByLines(outcome.decided_by, columns, theme)
			: []),
		blank,
		line(span("How it went", "faint")),
		...outcome.attempts.flatMap((each) => attemptLines(each, columns, theme)),
		...(outcome.attempts.length === 0
			? [
					line(
						span(
							notSentKinds.has(outcome.kind) ? notSent : noRequests,
							"faint",
						),
					),
				]
			: []),
	];
}

/** Outcomes that can precede the first request of the answer: a file was not uploaded, or a guardrail forbids it. */
const notSentKinds: ReadonlySet<string> = new Set(["deferred", "invalid"]);

/** From this width on, the answers of a conflict are beside each other. */
const minBesideColumns = 60;

/** Both answers: what was sent, and what is on record. What differs is marked. */
function conflictLines(
	{ waitingStep, outcome: { submission }, now }: OutcomeScene,
	{ on_record, differs }: Extract<Outcome, { kind: "conflict" }>,
	columns: number,
	theme: AppTheme,
): Line[] {
	const { selected_response_option_id: id, comment } = submission.response;
	const offered = waitingStep.step.available_response_options.find(
		(option) => option.id === id,
	);
	const mine = {
		option: offered ?? { id, name: id, response_type: null },
		comment: comment ?? null,
		submitted_at: null,
	};
	const width =
		columns < minBesideColumns
			? columns
			: Math.floor((columns - betweenColumns) / 2);
	const left = answerLines("Not recorded", mine, differs, now, width, theme);
	const right = answerLines("On record", on_record, differs, now, width, theme);
	return [
		blank,
		...(columns < minBesideColumns || theme.screenReader
			? [...left, blank, ...right]
			: besides(left, right, width, theme)),
	];
}

/** Who decided the step before. */
function decidedByLines(
	people: readonly { id: string; name: string }[],
	columns: number,
	theme: AppTheme,
): Line[] {
	if (people.length === 0) return [];
	const names = people.map(({ name, id }) => name || `person ${id}`);
	return [
		blank,
		...paragraph(fieldLabel("Decided by", theme), names.join(", "), columns),
	];
}

function answerLines(
	title: string,
	{
		option,
		comment,
		submitted_at,
	}: Pick<OnRecord, "option" | "comment" | "submitted_at">,
	differs: readonly string[],
	now: number,
	columns: number,
	theme: AppTheme,
): Line[] {
	const tone = (part: string): Tone =>
		differs.includes(part) ? "strong" : "faint";
	return [
		line(span(title, "strong")),
		line(
			fieldLabel("Answer", theme),
			optionMark(option, theme),
			span(` ${option.name}`, tone("response_option")),
		),
		...paragraph(
			fieldLabel("Comment", theme),
			comment ? comment : "none",
			columns,
			tone("comment"),
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
