import type { ResponseOption } from "@signoff/core";
import { responseType } from "@signoff/core/server";
import { type Span, span, type Tone } from "./styled-text.ts";
import type { AppTheme } from "./theme.ts";

const tones = {
	approve: "good",
	return: "warning",
	reject: "bad",
} as const satisfies Record<string, Tone>;

const meanings = {
	approve: "approves",
	return: "returns it",
	reject: "rejects it",
} as const;

/** The mark of a response option, by its response type. */
export function optionMark(
	{ response_type }: Pick<ResponseOption, "response_type">,
	{ glyphs }: AppTheme,
): Span {
	if (response_type === null) return span(glyphs.other, "strong");
	const type = responseType(response_type);
	return span(glyphs[type], tones[type]);
}

/** What an option does, in words, since each company names its options freely; empty if the server does not say. */
export function optionMeaning(response_type: string | null): string {
	return response_type === null ? "" : meanings[responseType(response_type)];
}
