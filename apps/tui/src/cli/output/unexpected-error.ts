import type { Result } from "./result.ts";

/** The result for an error that no code handles. `debug` holds the error's text with the token removed. */
export function unexpectedResult(
	error: unknown,
	token: string | undefined,
): Extract<Result, { kind: "unexpected" }> {
	const text =
		error instanceof Error ? (error.stack ?? error.message) : String(error);
	return {
		kind: "unexpected",
		debug: token ? text.replaceAll(token, "[token]") : text,
	};
}
