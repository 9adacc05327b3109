import {
	describe,
	type Outcome,
	outcomeTraits,
	type Preview,
} from "@signoff/core";
import { outcomeDisplay } from "../../terminal/outcome-display.ts";
import type { Theme } from "../../terminal/theme.ts";
import { onRecordLines, outcomeLines } from "./outcome-lines.ts";

/** The outcome that a response would have. */
export function previewLines(preview: Preview, theme: Theme): string[] {
	const outcome = previewedOutcome(preview);
	const { sentence, next } = describe(outcome);
	const lines = [
		...outcomeLines(
			preview.would,
			outcomeDisplay[preview.would].preview ?? sentence,
			next,
			theme,
		),
		...onRecordLines(outcome),
	];
	return outcomeTraits[preview.would].onRecord
		? [...lines, `  ${theme.faint("This was a preview: nothing was sent.")}`]
		: lines;
}

function previewedOutcome({ would, ...fields }: Preview): Outcome {
	return { kind: would, ...fields } as Outcome;
}
