import type { Preview } from "@signoff/core";
import { describePreview, expectedOutcome } from "@signoff/core/settlement";
import type { Theme } from "../../terminal/theme.ts";
import { onRecordLines, outcomeLines } from "./outcome-lines.ts";

/**
 * The outcome that a response would have.
 *
 * @param about item, step, option and instance
 */
export function previewLines(
	preview: Preview,
	theme: Theme,
	about?: string,
): string[] {
	const { sentence, next } = describePreview(preview);
	return [
		...outcomeLines(preview.would, sentence, next, theme, about),
		...onRecordLines(expectedOutcome(preview)),
		...(next === null
			? [`  ${theme.faint("This was a preview: nothing was sent.")}`]
			: []),
	];
}
