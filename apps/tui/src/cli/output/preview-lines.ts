import {
	describe,
	exitCodes,
	type Outcome,
	type OutcomeKind,
	type Preview,
} from "@signoff/core";
import type { Theme } from "../../terminal/theme.ts";
import { onRecordLines, outcomeLines } from "./outcome-lines.ts";

/** The outcome that a response would have. */
export function previewLines(preview: Preview, theme: Theme): string[] {
	const outcome = previewedOutcome(preview);
	const { sentence, next } = describe(outcome);
	const lines = [
		...outcomeLines(
			preview.would,
			conditional[preview.would] ?? sentence,
			next,
			theme,
		),
		...onRecordLines(outcome),
	];
	return exitCodes[preview.would] === 0
		? [...lines, `  ${theme.faint("This was a preview: nothing was sent.")}`]
		: lines;
}

/** Sentences for the kinds whose own sentence says that the response is on record. */
const conditional: Partial<Record<OutcomeKind, string>> = {
	recorded: "Your response would be recorded.",
	unchanged:
		"This response is on record already; sending it would change nothing.",
	accepted: "Your response would be on record.",
};

function previewedOutcome({ would, ...fields }: Preview): Outcome {
	return { kind: would, ...fields } as Outcome;
}
