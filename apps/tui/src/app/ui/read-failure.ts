import type { Outcome } from "@signoff/core";
import { outcomeDisplay } from "../../terminal/outcome-display.ts";
import { type Line, span } from "./styled-text.ts";
import { type AppTheme, markOf } from "./theme.ts";
import { markedParagraph, paragraph } from "./wrap.ts";

/** Why a read failed, and what to do next. */
export function readFailureLines(
	{ kind }: Outcome,
	message: string,
	columns: number,
	theme: AppTheme,
): Line[] {
	return [
		...markedParagraph(markOf(kind, theme), message, columns),
		...paragraph(span("  "), outcomeDisplay[kind].readAdvice, columns, "faint"),
	];
}
