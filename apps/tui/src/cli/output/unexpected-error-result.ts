import { sanitize } from "@signoff/core/validation";
import type { CommandResult } from "./command-result.ts";

const message =
	"An unexpected error occurred, and nothing is known for certain. Sending the same response again is safe; SIGNOFF_DEBUG=1 shows the error.";

/**
 * An error that no code handles: a fixed message. With `SIGNOFF_DEBUG` the error is shown as well.
 *
 * @param token is removed from the error's text
 */
export function unexpectedErrorResult(
	error: unknown,
	token: string | undefined,
	env: Partial<Record<string, string>>,
): CommandResult {
	const debug = env["SIGNOFF_DEBUG"] ? debugLines(error, token) : [];
	return {
		exitCode: 1,
		json: [{ error: { code: "unexpected", message } }],
		text: () => [...debug, message],
		notes: debug,
	};
}

function debugLines(error: unknown, token: string | undefined): string[] {
	const text =
		error instanceof Error ? (error.stack ?? error.message) : String(error);
	const redacted = token ? text.replaceAll(token, "[token]") : text;
	return redacted.split("\n").map(sanitize);
}
