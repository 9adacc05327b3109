import {
	itemName,
	stepName,
	type WaitingStep,
} from "../../../model/waiting-step.ts";
import { hintsOf } from "../../ui/keymap.ts";
import { optionMark, optionMeaning } from "../../ui/option-mark.ts";
import type { ScreenPage, Size } from "../../ui/page.ts";
import { blank, type Line, line, span } from "../../ui/styled-text.ts";
import type { AppTheme } from "../../ui/theme.ts";
import { optionKeyBindings } from "./keys.ts";
import type { OptionState } from "./state.ts";

/** Everything that this screen reads. */
export type OptionScene = { waitingStep: WaitingStep; option: OptionState };

const headRows = 3;

/** Lists the options that the step offers. */
export function optionScreenPage(
	{ waitingStep, option: { selected } }: OptionScene,
	body: Size,
	theme: AppTheme,
): ScreenPage {
	const options = waitingStep.step.available_response_options;
	const height = Math.max(1, body.rows - headRows);
	const from = Math.max(0, (selected ?? 0) - height + 1);
	const lines = options
		.slice(from, from + height)
		.map((option, index): Line => {
			const isSelected = from + index === selected;
			return {
				...line(
					span(isSelected ? theme.glyphs.cursor : "  ", "strong"),
					span(`${from + index + 1}  `, "faint"),
					optionMark(option, theme),
					span(` ${option.name}`, isSelected ? "strong" : "plain"),
					span(`  ${optionMeaning(option.response_type)}`, "faint"),
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
		hints: hintsOf(optionKeyBindings),
	};
}
