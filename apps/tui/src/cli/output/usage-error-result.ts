import { exitCodes, type Issue } from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import { sanitize } from "@signoff/core/validation";
import type { CommandResult } from "./command-result.ts";

/** A command line or settings with these issues: an `invalid` outcome for a script, each message for a person. */
export function usageErrorResult(issues: Issue[]): CommandResult {
	return {
		exitCode: exitCodes.invalid,
		json: [outcomes.invalid(issues)],
		text: (theme) =>
			issues.map(
				({ message }) => `${theme.mark("invalid")} ${sanitize(message)}`,
			),
	};
}
