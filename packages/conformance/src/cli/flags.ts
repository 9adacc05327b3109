import { parseArgs } from "node:util";
import type { ParseResult } from "@signoff/core";
import {
	type FlagType,
	type FlagValues,
	malformedIssue,
	readFlags,
} from "@signoff/core/validation";

/**
 * Parses flags; anything else is an issue. Issues never repeat what was typed.
 *
 * @param names flags that take a value
 * @param switches flags that take none
 */
export function parseFlags<N extends string, S extends string = never>(
	argv: string[],
	names: readonly N[],
	switches: readonly S[] = [],
): ParseResult<FlagValues<Record<N, "string"> & Record<S, "boolean">>> {
	const types = Object.fromEntries([
		...names.map((name) => [name, "string"]),
		...switches.map((name) => [name, "boolean"]),
	]) as Record<N, "string"> & Record<S, "boolean">;
	const options: Record<string, { type: OneValue }> = Object.fromEntries(
		Object.entries<OneValue>(types).map(([name, type]) => [name, { type }]),
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

/** The types of flags that are given once. */
type OneValue = Exclude<FlagType, "list">;

/** Parses a whole number. Returns `null` if the text is none, or one above `max`. */
export function parseWholeNumber(text: string, max: number): number | null {
	if (!/^[0-9]{1,15}$/.test(text)) return null;
	return Number(text) <= max ? Number(text) : null;
}

/** The issue of an argument that the command does not take. */
export const unexpectedArgument: ReturnType<typeof malformedIssue> =
	malformedIssue([], "There is an unexpected argument.");
