import type { ResponseOption } from "@signoff/core";
import { optionLetters } from "./option-letters.ts";
import { optionMark, optionMeaning } from "./option-mark.ts";
import { type Line, line, span } from "./styled-text.ts";
import type { AppTheme } from "./theme.ts";

/**
 * Lists options, each with its number, its name, what it does, and the letter that chooses it. A longer list shows the
 * part around the selected one.
 *
 * @param selected an index; `null` if none is selected
 */
export function optionLines(
	options: readonly Pick<ResponseOption, "name" | "response_type">[],
	selected: number | null,
	height: number,
	theme: AppTheme,
): Line[] {
	const letters = optionLetters(options);
	const from = Math.max(0, (selected ?? 0) - height + 1);
	const digits = String(options.length).length;
	return options.slice(from, from + height).map((each, offset): Line => {
		const index = from + offset;
		const isSelected = index === selected;
		const letter = letters[index] ?? null;
		const meaning = optionMeaning(each.response_type);
		return {
			...line(
				span(isSelected ? theme.glyphs.cursor : "  ", "strong"),
				span(`${String(index + 1).padStart(digits)}  `, "faint"),
				optionMark(each, theme),
				span(` ${each.name}`, isSelected ? "strong" : "plain"),
				span(meaning === "" ? "" : `  ${meaning}`, "faint"),
				span(letter === null ? "" : `  (${letter})`, "faint"),
			),
			selected: isSelected,
		};
	});
}
