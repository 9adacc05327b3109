import type { Result } from "./result.ts";

/** What an unforeseen error comes to: a fixed sentence, and apart from it the error itself, without the token. */
export function unforeseen(
	error: unknown,
	token: string | undefined,
): Extract<Result, { kind: "unforeseen" }> {
	const text =
		error instanceof Error ? (error.stack ?? error.message) : String(error);
	return {
		kind: "unforeseen",
		debug: token ? text.replaceAll(token, "[token]") : text,
	};
}
