import { basename } from "node:path";
import type { Me, ResponseOption } from "@signoff/core";
import type { AnswerFacts } from "../../../model/guardrails.ts";
import {
	itemName,
	projectName,
	stepName,
	type WaitingStep,
} from "../../../model/waiting-step.ts";
import { outcomeDisplay } from "../../../terminal/outcome-display.ts";
import {
	type Attached,
	fileNote,
	isUnusable,
	type KnownFiles,
	uploadedText,
} from "../../model/attached.ts";
import { expectedOutcome } from "../../model/expected-outcome.ts";
import { type Rules, refusalOf, wayToSend } from "../../model/rules.ts";
import type { ScreenContent } from "../../model/screen.ts";
import { fieldLabel } from "../../ui/field-label.ts";
import { optionMark, optionMeaning } from "../../ui/option-mark.ts";
import type { Size } from "../../ui/page.ts";
import { type SendPrompt, withSendPrompt } from "../../ui/send-prompt.ts";
import type { SendSummaryState } from "../../ui/send-summary.ts";
import { blank, type Line, line, span } from "../../ui/styled-text.ts";
import { type AppTheme, markOf } from "../../ui/theme.ts";
import type { SendingWay } from "../../ui/typed-word.ts";
import { markedParagraph, paragraph } from "../../ui/wrap.ts";
import { finalNotice } from "./copy.ts";

/** Everything that this screen reads. */
export type ReviewScene = {
	waitingStep: WaitingStep;
	option: { selected: ResponseOption };
	comment: { text: string };
	attached: Attached;
	knownFiles: KnownFiles;
	me: Me | null;
	rules: Rules;
	review: SendSummaryState;
};

/** Shows the response before it is sent. */
export function reviewContent(
	scene: ReviewScene,
	body: Size,
	theme: AppTheme,
): ScreenContent {
	const lines = reviewLines(scene, body.columns, theme);
	return {
		title: "Send this?",
		...withSendPrompt(
			lines,
			scene.review.top,
			reviewPrompt(scene),
			body,
			theme,
		),
	};
}

/** How the answer is sent. */
export function reviewWay(scene: ReviewScene): SendingWay {
	return unusableFile(scene) === undefined
		? wayToSend(scene.rules, [factsOf(scene)])
		: "refused";
}

/** What the review asks for. */
export function reviewPrompt(scene: ReviewScene): SendPrompt {
	return {
		way: reviewWay(scene),
		refusal: refusalOf(scene.rules, [factsOf(scene)]) ?? fileRefusal(scene),
		count: 1,
		typed: scene.review.typed,
	};
}

function unusableFile({
	attached,
	knownFiles,
}: ReviewScene): string | undefined {
	return attached.files.find((path) => isUnusable(path, knownFiles));
}

/** Why the files cannot be sent; `null` if they can. */
function fileRefusal(scene: ReviewScene): string | null {
	const path = unusableFile(scene);
	return path === undefined
		? null
		: `A file ${fileNote(path, scene.knownFiles)}: “${basename(path)}”. Remove it from the answer with f, or put it back.`;
}

function factsOf({ waitingStep, option, comment }: ReviewScene): AnswerFacts {
	return {
		project_id: waitingStep.scope.project_id,
		response_type: option.selected.response_type,
		comment: comment.text,
	};
}

/** All lines of the summary. */
export function reviewLines(
	scene: ReviewScene,
	columns: number,
	theme: AppTheme,
): Line[] {
	const { waitingStep, option, comment } = scene;
	const { selected } = option;
	const meaning = optionMeaning(selected.response_type);
	const fact = (name: string, value: string): Line[] =>
		paragraph(fieldLabel(name, theme), value, columns);
	return [
		...fact("Step", stepName(waitingStep)),
		...fact("Item", itemName(waitingStep)),
		...(waitingStep.scope.project_id === undefined
			? []
			: fact("Project", projectName(waitingStep) ?? "")),
		blank,
		line(
			fieldLabel("Answer", theme),
			optionMark(selected, theme),
			span(` ${selected.name}`, "strong"),
			span(meaning === "" ? "" : `  ${meaning}`, "faint"),
		),
		...(comment.text === ""
			? [line(fieldLabel("Comment", theme), span("none", "faint"))]
			: fact("Comment", comment.text)),
		...fileTexts(scene).flatMap((text, index) =>
			fact(index === 0 ? "Files" : "", text),
		),
		blank,
		...warningLines(scene, columns, theme),
		...paragraph(span(""), finalNotice, columns, "faint"),
	];
}

/** The files to upload with their sizes, and how many the server has. */
function fileTexts({ attached, knownFiles }: ReviewScene): string[] {
	const uploaded = uploadedText(attached);
	return [
		...attached.files.map((path) => {
			const note = fileNote(path, knownFiles);
			return note === "" ? path : `${path} (${note})`;
		}),
		...(uploaded === null ? [] : [uploaded]),
	];
}

function warningLines(
	{ waitingStep, option, comment, me }: ReviewScene,
	columns: number,
	theme: AppTheme,
): Line[] {
	const expected = expectedOutcome(
		waitingStep,
		option.selected,
		comment.text,
		me,
	);
	const warning = expected === null ? null : outcomeDisplay[expected].warning;
	return expected === null || warning === null
		? []
		: [
				...markedParagraph(
					markOf(expected, theme),
					warning,
					columns,
					"warning",
				),
				blank,
			];
}
