import { parseArgs } from "node:util";
import type { ParseResult } from "@signoff/core";
import {
	type FlagType,
	type FlagValues,
	malformedIssue,
	readFlags,
} from "@signoff/core/validation";

/** Parses flags that each take a value; anything else is an issue. Issues never repeat what was typed. */
export function parseFlags<N extends string>(
	argv: string[],
	names: readonly N[],
): ParseResult<FlagValues<Record<N, "string">>> {
	const types = Object.fromEntries(
		names.map((name) => [name, "string"]),
	) as Record<N, "string">;
	const options: Record<string, { type: FlagType }> = Object.fromEntries(
		names.map((name) => [name, { type: "string" }]),
	);
	const { tokens } = parseArgs({
		args: argv,
		options,
		strict: false,
		allowPositionals: true,
		tokens: true,
	});
	const flags = tokens.filter((token) => token.kind === "option");
	const { values, issues } = readFlags(flags, types);
	if (flags.length < tokens.length) issues.push(unexpectedArgument);
	return issues.length === 0
		? { kind: "parsed", value: values }
		: { kind: "invalid", issues };
}

/** Parses a whole number. Returns `null` if the text is none, or one above `max`. */
export function parseWholeNumber(text: string, max: number): number | null {
	if (!/^[0-9]{1,15}$/.test(text)) return null;
	return Number(text) <= max ? Number(text) : null;
}

/** The issue of an argument that the command does not take. */
export const unexpectedArgument: ReturnType<typeof malformedIssue> =
	malformedIssue([], "There is an unexpected argument.");
