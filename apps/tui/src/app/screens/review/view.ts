import type { OutcomeKind, ResponseOption } from "@signoff/core";
import {
	type WaitingStep as Asked,
	itemOf,
	projectOf,
	stepName,
} from "../../../model/waiting-step.ts";
import { hintsOf } from "../../ui/keymap.ts";
import { type Page, type Size, scrolled } from "../../ui/page.ts";
import { blank, type Line, line, span } from "../../ui/styled-text.ts";
import { type AppTheme, markOf } from "../../ui/theme.ts";
import { paragraph } from "../../ui/wrap.ts";
import { effectOf } from "../option/copy.ts";
import { factWidth, optionMark } from "../step/theme.ts";
import { forewarnings } from "./copy.ts";
import { reviewKeys } from "./keys.ts";
import type { ReviewState } from "./state.ts";

/** Everything that the summary is made of. */
export type ReviewScene = {
	asked: Asked;
	option: ResponseOption;
	comment: string;
	/** What the answer would come to, as far as the step that was read tells. */
	would: OutcomeKind | null;
	review: ReviewState;
};

/** What is about to be sent. */
export function reviewPage(
	scene: ReviewScene,
	room: Size,
	theme: AppTheme,
): Page {
	return {
		title: "Send this?",
		...scrolled(
			reviewLines(scene, room.columns, theme),
			scene.review.top,
			room,
		),
		hints: hintsOf(reviewKeys),
	};
}

/** All of it. */
export function reviewLines(
	scene: ReviewScene,
	columns: number,
	theme: AppTheme,
): Line[] {
	const { asked, option, comment, would } = scene;
	const effect = effectOf(option.response_type);
	const warning = would === null ? null : forewarnings[would];
	const mark = would === null ? null : markOf(would, theme);
	const head = (name: string) =>
		span(theme.spoken ? `${name}: ` : name.padEnd(factWidth), "faint");
	const answer = optionMark(option, theme);
	return [
		...paragraph(head("Step"), stepName(asked), columns),
		...paragraph(head("Item"), itemOf(asked), columns),
		...(asked.project_id === undefined
			? []
			: paragraph(head("Project"), projectOf(asked) ?? "", columns)),
		blank,
		line(
			head("Answer"),
			answer,
			span(` ${option.name}`, "strong"),
			span(effect === "" ? "" : `  ${effect}`, "faint"),
		),
		...(comment === ""
			? [line(head("Comment"), span("none", "faint"))]
			: paragraph(head("Comment"), comment, columns)),
		blank,
		...(warning === null || mark === null
			? []
			: [
					...paragraph(
						{ ...mark, text: `${mark.text} ` },
						warning,
						columns,
						"warning",
					),
					blank,
				]),
		...paragraph(
			span(""),
			"Once it is on record it cannot be changed here.",
			columns,
			"faint",
		),
	];
}
