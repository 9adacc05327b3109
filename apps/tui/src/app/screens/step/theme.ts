import type { ResponseOption } from "@signoff/core";
import { responseType } from "@signoff/core/server";
import { type Span, span, type Tone } from "../../ui/styled-text.ts";
import type { AppTheme } from "../../ui/theme.ts";

const tones = {
	approve: "good",
	return: "warning",
	reject: "bad",
} as const satisfies Record<string, Tone>;

/** The mark of a response option: what it does to the instance. */
export function optionMark(
	{ response_type }: Pick<ResponseOption, "response_type">,
	{ glyphs }: AppTheme,
): Span {
	if (response_type === null) return span(glyphs.other, "strong");
	const type = responseType(response_type);
	return span(glyphs[type], tones[type]);
}

/** The mark of somebody who has not answered. */
export function openMark({ glyphs }: AppTheme): Span {
	return span(glyphs.open, "faint");
}

/** How wide the names of the facts are. */
export const factWidth = 11;
