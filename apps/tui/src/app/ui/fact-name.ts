import { type Span, span } from "./styled-text.ts";
import type { AppTheme } from "./theme.ts";

const nameWidth = 11;

/** The name of a fact, such as `Item`, at the start of its line. */
export function factName(name: string, theme: AppTheme): Span {
	return span(
		theme.screenReader ? `${name}: ` : name.padEnd(nameWidth),
		"faint",
	);
}
