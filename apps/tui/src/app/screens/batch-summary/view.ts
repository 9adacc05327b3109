import type { Me, OutcomeKind } from "@signoff/core";
import type { AnswerFacts } from "../../../model/guardrails.ts";
import { outcomeDisplay } from "../../../terminal/outcome-display.ts";
import { answerFacts, type Batch, batchGroups } from "../../model/batch.ts";
import { expectedOutcome } from "../../model/expected-outcome.ts";
import { type Rules, refusalOf, wayToSend } from "../../model/rules.ts";
import type { ScreenContent } from "../../model/screen.ts";
import type { SharedOption } from "../../model/shared-options.ts";
import { batchItemLines } from "../../ui/batch-items.ts";
import { fieldLabel } from "../../ui/field-label.ts";
import { optionMark, optionMeaning } from "../../ui/option-mark.ts";
import type { Size } from "../../ui/page.ts";
import {
	answersText,
	type SendPrompt,
	withSendPrompt,
} from "../../ui/send-prompt.ts";
import type { SendSummaryState } from "../../ui/send-summary.ts";
import { blank, type Line, line, span } from "../../ui/styled-text.ts";
import { type AppTheme, markOf } from "../../ui/theme.ts";
import type { SendingWay } from "../../ui/typed-word.ts";
import { markedParagraph, paragraph } from "../../ui/wrap.ts";
import {
	type BatchCommentState,
	batchComments,
} from "../batch-comment/state.ts";

/** Everything that this screen reads. `now` is in Unix milliseconds. */
export type BatchSummaryScene = {
	batch: Batch;
	batch_option: { selected: SharedOption | null };
	batch_comment: BatchCommentState;
	batch_summary: SendSummaryState;
	rules: Rules;
	me: Me | null;
	now: number;
};

/** Why the answers may not be sent; `null` if they may. */
function refusal(scene: BatchSummaryScene): string | null {
	return refusalOf(scene.rules, answers(scene));
}

/** How the answers are sent. */
export function sendingWay(scene: BatchSummaryScene): SendingWay {
	return wayToSend(scene.rules, answers(scene));
}

function answers({
	batch,
	batch_option: { selected },
	batch_comment,
}: BatchSummaryScene): AnswerFacts[] {
	return selected === null
		? []
		: answerFacts(batch, selected, batchComments(batch_comment));
}

/** What the summary asks for. */
export function sendPrompt(scene: BatchSummaryScene): SendPrompt {
	return {
		way: sendingWay(scene),
		refusal: refusal(scene),
		count: scene.batch.items.length,
		typed: scene.batch_summary.typed,
	};
}

/** Shows exactly what is sent; the last line asks for it. */
export function batchSummaryContent(
	scene: BatchSummaryScene,
	body: Size,
	theme: AppTheme,
): ScreenContent {
	return {
		title: "Send these?",
		aside: answersText(scene.batch.items.length),
		...withSendPrompt(
			summaryLines(scene, body.columns, theme),
			scene.batch_summary.top,
			sendPrompt(scene),
			body,
			theme,
		),
	};
}

/** All lines: the answer, the comments, the steps by project and tool, and each step. */
export function summaryLines(
	scene: BatchSummaryScene,
	columns: number,
	theme: AppTheme,
): Line[] {
	const { batch, batch_option } = scene;
	const { selected } = batch_option;
	if (selected === null) return [];
	const meaning = optionMeaning(selected.response_type);
	const fact = (name: string, value: string): Line[] =>
		paragraph(fieldLabel(name, theme), value, columns);
	return [
		line(
			fieldLabel("Answer", theme),
			optionMark(selected, theme),
			span(` ${selected.name}`, "strong"),
			span(meaning === "" ? "" : `  ${meaning}`, "faint"),
		),
		...commentFact(scene, fact),
		...batchGroups(batch).flatMap(({ project, tools }, index) =>
			fact(
				index === 0 ? "Steps" : "",
				`${project ?? "The company"}: ${tools.map(({ tool, count }) => `${count} ${tool}`).join(", ")}`,
			),
		),
		blank,
		...warningLines(scene, columns, theme),
		...paragraph(
			span(""),
			"Once they are on record they cannot be changed here.",
			columns,
			"faint",
		),
		blank,
		...itemLines(scene, columns, theme),
	];
}

/** One comment for all; otherwise each is shown with its step. */
function commentFact(
	{ batch_comment }: BatchSummaryScene,
	fact: (name: string, value: string) => Line[],
): Line[] {
	const comments = batchComments(batch_comment);
	const different = new Set(comments);
	const [only = ""] = different;
	if (different.size <= 1) return fact("Comment", only === "" ? "none" : only);
	const without = comments.filter((each) => each === "").length;
	return fact(
		"Comment",
		`each its own, see below${without === 0 ? "" : `; ${without} without one`}`,
	);
}

function itemLines(
	scene: BatchSummaryScene,
	columns: number,
	theme: AppTheme,
): Line[] {
	const { batch, now } = scene;
	const comments = batchComments(scene.batch_comment);
	const differ = new Set(comments).size > 1;
	const steps = batchItemLines(batch, columns, theme, now);
	return steps.flatMap((step, index) => {
		const comment = differ ? (comments[index] ?? "") : "";
		const { files, attachments = {} } = batch.items[index]?.attached ?? {
			files: [],
		};
		const stored = Object.values(attachments).flat().length;
		const more = comment !== "" || files.length > 0 || stored > 0;
		// The dialogue has listed the steps before.
		if (theme.screenReader && !more) return [];
		return [
			step,
			...(comment === ""
				? []
				: paragraph(span("    "), comment, columns, "faint")),
			...files.flatMap((file) =>
				paragraph(span("    "), `with ${file}`, columns, "faint"),
			),
			...(stored === 0
				? []
				: paragraph(
						span("    "),
						`with ${stored} uploaded ${stored === 1 ? "file" : "files"}`,
						columns,
						"faint",
					)),
		];
	});
}

/** The answers that will most likely be refused, as far as the steps show it. */
function warningLines(
	{ batch, batch_option: { selected }, batch_comment, me }: BatchSummaryScene,
	columns: number,
	theme: AppTheme,
): Line[] {
	const comments = batchComments(batch_comment);
	const counts = new Map<OutcomeKind, number>();
	for (const [index, { waitingStep }] of batch.items.entries()) {
		const option = selected?.options[index];
		if (option === undefined) continue;
		const expected = expectedOutcome(
			waitingStep,
			option,
			comments[index] ?? "",
			me,
		);
		if (expected !== null && outcomeDisplay[expected].warning !== null)
			counts.set(expected, (counts.get(expected) ?? 0) + 1);
	}
	const lines = [...counts].flatMap(([kind, count]) =>
		markedParagraph(
			markOf(kind, theme),
			`${count} of ${batch.items.length}: ${outcomeDisplay[kind].warning}`,
			columns,
			"warning",
		),
	);
	return lines.length === 0 ? [] : [...lines, blank];
}
