import type { Me } from "@signoff/core";
import { stepName, type WaitingStep } from "../../../model/waiting-step.ts";
import type { ScreenContent } from "../../model/screen.ts";
import { type Size, scrolled } from "../../ui/page.ts";
import { blank, type Line, line, span } from "../../ui/styled-text.ts";
import type { AppTheme } from "../../ui/theme.ts";
import { paragraph } from "../../ui/wrap.ts";
import { assigneeLines, isMine, mineFirst } from "./assignee-view.ts";
import { noAssignees, notAnAssigneeText, outdated } from "./copy.ts";
import { factLines } from "./facts-view.ts";
import { historyLines } from "./history-view.ts";
import type { StepState } from "./state.ts";

/** Everything that this screen reads. `now` is in Unix milliseconds. */
export type StepScene = {
	waitingStep: WaitingStep;
	step: StepState;
	me: Me | null;
	target: { item_url: string | null };
	now: number;
};

/** Shows one step: what it is about, who answers it, and the steps before. */
export function stepContent(
	scene: StepScene,
	body: Size,
	theme: AppTheme,
): ScreenContent {
	const { waitingStep, step } = scene;
	return {
		title: stepName(waitingStep),
		aside: waitingStep.overdue ? "overdue" : "",
		...scrolled(stepLines(scene, body.columns, theme), step.top, body),
	};
}

/** All lines of the step. @param heading above the assignees */
export function stepLines(
	scene: StepScene,
	columns: number,
	theme: AppTheme,
	heading = "Who answers",
): Line[] {
	const { waitingStep, step, me, target, now } = scene;
	const rows = mineFirst(waitingStep.step.response_occurrences, me);
	return [
		...warningLines(scene, columns, theme),
		...factLines(waitingStep, target.item_url, now, columns, theme),
		blank,
		line(span(heading, "strong")),
		...(rows.length === 0 ? [line(span(noAssignees, "faint"))] : []),
		...rows.flatMap((row) => assigneeLines(row, me, now, columns, theme)),
		...historyLines(step.history, columns, theme),
	];
}

function warningLines(
	{ waitingStep, step, me }: StepScene,
	columns: number,
	theme: AppTheme,
): Line[] {
	const rows = waitingStep.step.response_occurrences;
	const assigned = me === null || rows.some((row) => isMine(row, me));
	const warning =
		step.freshness === "outdated"
			? outdated
			: assigned
				? null
				: notAnAssigneeText;
	return warning === null
		? []
		: [
				...paragraph(span("! ", "warning"), warning, columns, "warning"),
				blank,
			].slice(0, theme.screenReader ? 1 : undefined);
}
