import {
	type WaitingStep as Asked,
	itemOf,
	stepName,
} from "../../../model/waiting-step.ts";
import { hintsOf } from "../../ui/keymap.ts";
import type { Page, Size } from "../../ui/page.ts";
import { blank, type Line, line, span } from "../../ui/styled-text.ts";
import type { AppTheme } from "../../ui/theme.ts";
import { optionMark } from "../step/theme.ts";
import { effectOf } from "./copy.ts";
import { optionKeys } from "./keys.ts";
import type { OptionState } from "./state.ts";

/** The options that the step offers. */
export function optionPage(
	asked: Asked,
	{ at }: OptionState,
	room: Size,
	theme: AppTheme,
): Page {
	const options = asked.step.available_response_options;
	const height = Math.max(1, room.rows - 3);
	const from = Math.max(0, (at ?? 0) - height + 1);
	const lines = options
		.slice(from, from + height)
		.map((option, index): Line => {
			const selected = from + index === at;
			return {
				...line(
					span(selected ? theme.glyphs.cursor : "  ", "strong"),
					span(`${from + index + 1}  `, "faint"),
					optionMark(option, theme),
					span(` ${option.name}`, selected ? "strong" : "plain"),
					span(`  ${effectOf(option.response_type)}`, "faint"),
				),
				selected,
			};
		});
	return {
		title: "Your answer",
		aside: itemOf(asked),
		body: [
			line(span(stepName(asked), "strong")),
			blank,
			...(options.length === 0
				? [line("The step offers no option that you could take.")]
				: lines),
		],
		hints: hintsOf(optionKeys),
	};
}
