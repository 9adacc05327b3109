import { describe, exitCodes, type Outcome } from "@signoff/core";
import type { CommandResult } from "./command-result.ts";
import { onRecordLines, outcomeLines } from "./outcome-lines.ts";

/**
 * The outcome of a response.
 *
 * @param notes lines below the outcome: on standard error with `--json`
 */
export function outcomeResult(
	outcome: Outcome,
	notes: readonly string[] = [],
): CommandResult {
	const { sentence, next } = describe(outcome);
	return {
		exitCode: exitCodes[outcome.kind],
		json: [outcome],
		text: (theme) => [
			...outcomeLines(outcome.kind, sentence, next, theme),
			...onRecordLines(outcome),
			...notes,
		],
		notes,
	};
}
