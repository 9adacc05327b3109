import {
	itemName,
	stepName,
	type WaitingStep,
} from "../../../model/waiting-step.ts";
import type { ScreenContent } from "../../model/screen.ts";
import { optionLines } from "../../ui/option-lines.ts";
import type { Size } from "../../ui/page.ts";
import { blank, line, span } from "../../ui/styled-text.ts";
import type { AppTheme } from "../../ui/theme.ts";
import { type OptionState, selectedIndex } from "./state.ts";

/** Everything that this screen reads. */
export type OptionScene = { waitingStep: WaitingStep; option: OptionState };

const headRows = 2;

/** Lists the options that the step offers. */
export function optionContent(
	{ waitingStep, option }: OptionScene,
	body: Size,
	theme: AppTheme,
): ScreenContent {
	const options = waitingStep.step.available_response_options;
	const selected = selectedIndex(option, options);
	const height = Math.max(1, body.rows - headRows);
	return {
		title: "Your answer",
		aside: itemName(waitingStep),
		body: [
			line(span(stepName(waitingStep), "strong")),
			blank,
			...(options.length === 0
				? [line("The step offers no option that you could take.")]
				: optionLines(options, selected, height, theme)),
		],
	};
}
