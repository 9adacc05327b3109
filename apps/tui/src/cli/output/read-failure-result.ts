import { exitCodes, type Outcome } from "@signoff/core";
import type { CommandResult } from "./command-result.ts";
import { outcomeLines } from "./outcome-lines.ts";

/** A read that failed. `message` replaces the outcome's sentence, which is about a response. */
export function readFailureResult({
	outcome,
	message,
}: {
	outcome: Outcome;
	message: string;
}): CommandResult {
	return {
		exitCode: exitCodes[outcome.kind],
		json: [outcome],
		text: (theme) => outcomeLines(outcome.kind, message, null, theme),
	};
}
