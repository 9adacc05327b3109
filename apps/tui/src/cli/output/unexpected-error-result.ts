import { sanitize } from "@signoff/core/validation";
import type { CommandResult } from "./command-result.ts";

const message =
	"An unexpected error occurred, and nothing is known for certain. Sending the same response again is safe; SIGNOFF_DEBUG=1 shows the error.";

/**
 * An error that no code handles: a fixed message. With `SIGNOFF_DEBUG` the error is shown as well.
 *
 * @param secrets are removed from the error's text
 */
export function unexpectedErrorResult(
	error: unknown,
	secrets: readonly (string | undefined)[],
	env: Partial<Record<string, string>>,
): CommandResult {
	const debug = env["SIGNOFF_DEBUG"] ? debugLines(error, secrets) : [];
	return {
		exitCode: 1,
		json: [{ error: { code: "unexpected", message } }],
		text: () => [...debug, message],
		notes: debug,
	};
}

function debugLines(
	error: unknown,
	secrets: readonly (string | undefined)[],
): string[] {
	const text =
		error instanceof Error ? (error.stack ?? error.message) : String(error);
	const redacted = secrets.reduce<string>(
		(rest, secret) => (secret ? rest.replaceAll(secret, "[token]") : rest),
		text,
	);
	return redacted.split("\n").map(sanitize);
}
