import { elapsedText } from "../../model/elapsed.ts";
import { type Line, line, span } from "./styled-text.ts";
import type { AppTheme } from "./theme.ts";
import { wrapText } from "./wrap.ts";

const slowMs = 5_000;

/** Shown if a read takes long. */
const slowText =
	"The server has not answered yet. This goes on by itself for up to half a minute.";

/**
 * What is read, and for how long.
 *
 * @param ms since its begin
 */
export function loadingLines(
	text: string,
	ms: number,
	columns: number,
	{ ellipsis }: AppTheme,
): Line[] {
	const first = line(span(`${text} ${ellipsis}${elapsedText(ms)}`, "faint"));
	return ms < slowMs
		? [first]
		: [
				first,
				...wrapText(slowText, columns).map((row) => line(span(row, "faint"))),
			];
}
