import { type Span, span } from "./styled-text.ts";
import type { AppTheme } from "./theme.ts";

const nameWidth = 11;

/** The label of a field, such as `Item`, at the start of its line. */
export function fieldLabel(name: string, theme: AppTheme): Span {
	return span(
		theme.screenReader ? `${name}: ` : name.padEnd(nameWidth),
		"faint",
	);
}
