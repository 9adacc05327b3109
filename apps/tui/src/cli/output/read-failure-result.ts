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
		text: (theme) =>
			outcomeLines(outcome.kind, message, nextStep(outcome), theme),
	};
}

/** What to do next, if it is not the same for every read. */
function nextStep(outcome: Outcome): string | null {
	switch (outcome.kind) {
		case "unauthenticated":
			return "Run `signoff login`. A SIGNOFF_TOKEN that is set is used instead of a login: replace it, or unset it.";
		case "deferred":
			return outcome.reason === "unreachable"
				? "Check the network, HTTPS_PROXY and the base URL; then run the same command again."
				: null;
		default:
			return null;
	}
}
