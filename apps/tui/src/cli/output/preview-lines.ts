import { describe, type Outcome, type Preview } from "@signoff/core";
import { outcomeDisplay } from "../../terminal/outcome-display.ts";
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
	const { would } = preview;
	const sentence = outcomeDisplay[would].preview;
	if (sentence !== null)
		return [
			...outcomeLines(would, sentence, null, theme, about),
			`  ${theme.faint("This was a preview: nothing was sent.")}`,
		];
	const outcome = previewedOutcome(preview);
	const description = describe(outcome);
	return [
		...outcomeLines(
			would,
			description.sentence,
			description.next,
			theme,
			about,
		),
		...onRecordLines(outcome),
	];
}

function previewedOutcome({ would, ...fields }: Preview): Outcome {
	return { kind: would, ...fields } as Outcome;
}
