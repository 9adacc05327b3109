import { elapsedText } from "../../../model/elapsed.ts";
import {
	itemName,
	stepName,
	type WaitingStep,
} from "../../../model/waiting-step.ts";
import type { ScreenContent } from "../../model/screen.ts";
import { attemptLines } from "../../ui/attempt-lines.ts";
import { type Size, scrolled } from "../../ui/page.ts";
import { blank, type Line, line, span } from "../../ui/styled-text.ts";
import type { AppTheme } from "../../ui/theme.ts";
import { paragraph } from "../../ui/wrap.ts";
import { requestLabels, slowText, starting, waitingText } from "./copy.ts";
import type { SendingState } from "./state.ts";

/** Everything that this screen reads. */
export type SendingScene = { waitingStep: WaitingStep; sending: SendingState };

/** Shows the progress of a submission. */
export function sendingContent(
	scene: SendingScene,
	body: Size,
	theme: AppTheme,
): ScreenContent {
	const lines = sendingLines(scene, body.columns, theme);
	return {
		title: "Sending",
		aside: itemName(scene.waitingStep),
		...scrolled(lines, scene.sending.top, body),
	};
}

/** All requests, the latest last, and the current activity. */
export function sendingLines(
	{ waitingStep, sending }: SendingScene,
	columns: number,
	theme: AppTheme,
): Line[] {
	return [
		line(span(stepName(waitingStep), "strong")),
		blank,
		...sending.attempts.flatMap((each) => attemptLines(each, columns, theme)),
		...paragraph(
			span(`${theme.glyphs.waiting} `, "warning"),
			activityText(sending, theme),
			columns,
		),
	];
}

function activityText(
	{ activity, now, since, attempts }: SendingState,
	{ ellipsis }: AppTheme,
): string {
	if (activity === null || activity.kind === "calling") {
		const label = activity === null ? starting : requestLabels[activity.call];
		const ms = now - since;
		const elapsed = elapsedText(ms);
		const text = elapsed === "" ? label : `${label} ${ellipsis}${elapsed}`;
		return ms < slowMs ? text : `${text}. ${slowText}`;
	}
	const { until } = activity;
	const seconds = Math.max(0, Math.ceil((Date.parse(until) - now) / 1000));
	return waitingText(attempts.at(-1)?.status === null, seconds, until);
}

const slowMs = 5_000;
