import { describe, exitCodes, type Outcome } from "@signoff/core";
import type { CommandResult } from "./command-result.ts";
import { onRecordLines, outcomeLines } from "./outcome-lines.ts";

/** What is printed with an outcome. */
type OutcomeDetails = {
	/** What it is about: item, step, option and instance. Below the first line. */
	about?: string | undefined;
	/** Lines below the outcome: on standard error with `--json`. */
	notes?: readonly string[] | undefined;
};

/** The outcome of a response. */
export function outcomeResult(
	outcome: Outcome,
	{ about, notes = [] }: OutcomeDetails = {},
): CommandResult {
	const { sentence, next } = describe(outcome);
	return {
		exitCode: exitCodes[outcome.kind],
		json: [outcome],
		text: (theme) => [
			...outcomeLines(outcome.kind, sentence, next, theme, about),
			...onRecordLines(outcome),
			...notes,
		],
		notes,
	};
}
