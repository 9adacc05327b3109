import {
	itemName,
	stepName,
	type WaitingStep,
} from "../../../model/waiting-step.ts";
import type { ScreenContent } from "../../model/screen.ts";
import { optionMark, optionMeaning } from "../../ui/option-mark.ts";
import type { Size } from "../../ui/page.ts";
import { blank, type Line, line, span } from "../../ui/styled-text.ts";
import type { AppTheme } from "../../ui/theme.ts";
import { type OptionState, selectedIndex } from "./state.ts";

/** Everything that this screen reads. */
export type OptionScene = { waitingStep: WaitingStep; option: OptionState };

const headRows = 3;

/** Lists the options that the step offers. */
export function optionContent(
	{ waitingStep, option }: OptionScene,
	body: Size,
	theme: AppTheme,
): ScreenContent {
	const options = waitingStep.step.available_response_options;
	const cursor = selectedIndex(option, options);
	const height = Math.max(1, body.rows - headRows);
	const from = Math.max(0, (cursor ?? 0) - height + 1);
	const lines = options.slice(from, from + height).map((each, index): Line => {
		const isSelected = from + index === cursor;
		return {
			...line(
				span(isSelected ? theme.glyphs.cursor : "  ", "strong"),
				span(`${from + index + 1}  `, "faint"),
				optionMark(each, theme),
				span(` ${each.name}`, isSelected ? "strong" : "plain"),
				span(`  ${optionMeaning(each.response_type)}`, "faint"),
			),
			selected: isSelected,
		};
	});
	return {
		title: "Your answer",
		aside: itemName(waitingStep),
		body: [
			line(span(stepName(waitingStep), "strong")),
			blank,
			...(options.length === 0
				? [line("The step offers no option that you could take.")]
				: lines),
		],
	};
}
