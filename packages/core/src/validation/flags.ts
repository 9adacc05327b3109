import { type Issue, malformedIssue } from "./issue.ts";
import { closestMatch } from "./suggest.ts";

/** Whether a command line flag takes a value; `list`: one each time that it is given. */
export type FlagType = "string" | "boolean" | "list";

/** A flag as `parseArgs` of `node:util` tokenizes it. */
export type FlagToken = {
	name: string;
	value?: string | undefined;
	/** Whether the value was written as `--name=value`. */
	inlineValue?: boolean | undefined;
};

/** The values of the flags that were given, by name. */
export type FlagValues<F extends Record<string, FlagType>> = {
	[N in keyof F]?: F[N] extends "string"
		? string
		: F[N] extends "list"
			? readonly string[]
			: true;
};

/**
 * Reads the flags of a command line. Issues name flags, never values, since a value may be a misplaced secret.
 *
 * @param tokens the options among the tokens of `parseArgs({ strict: false, tokens: true })`
 * @param flags every flag that the command takes
 * @param options `allowEmpty`: whether a value may be an empty text; `false` by default
 */
export function readFlags<F extends Record<string, FlagType>>(
	tokens: readonly FlagToken[],
	flags: F,
	{ allowEmpty = false }: { allowEmpty?: boolean } = {},
): { values: FlagValues<F>; issues: Issue[] } {
	const values: Record<string, string | readonly string[] | true> = {};
	const issues: Issue[] = [];
	for (const token of tokens) {
		const { name, value } = token;
		const before = Object.hasOwn(values, name) ? values[name] : undefined;
		const isList = Object.hasOwn(flags, name) && flags[name] === "list";
		const message =
			before !== undefined && !isList
				? `\`--${name}\` is given twice.`
				: flagError(token, flags, allowEmpty);
		if (message !== null) issues.push(malformedIssue([], message));
		else if (isList)
			values[name] = [...(Array.isArray(before) ? before : []), value ?? ""];
		else values[name] = value ?? true;
	}
	return { values: values as FlagValues<F>, issues };
}

function flagError(
	{ name, value, inlineValue }: FlagToken,
	flags: Record<string, FlagType>,
	allowEmpty: boolean,
): string | null {
	const type = Object.hasOwn(flags, name) ? flags[name] : undefined;
	switch (type) {
		case undefined:
			return `There is no such option${didYouMean(name, Object.keys(flags), "--")}`;
		case "boolean":
			return value === undefined ? null : `\`--${name}\` takes no value.`;
		case "string":
		case "list":
			if (value === undefined || (value === "" && !allowEmpty))
				return `\`--${name}\` needs a value.`;
			return inlineValue !== true && /^-./.test(value)
				? `\`--${name}\` needs a value; one that begins with a dash is written \`--${name}=…\`.`
				: null;
	}
}

/** The end of a sentence about an unknown word: `; did you mean \`serve\`?`, or a full stop. */
export function didYouMean(
	typed: string,
	words: readonly string[],
	prefix = "",
): string {
	const guess = closestMatch(typed, words);
	return guess === null ? "." : `; did you mean \`${prefix}${guess}\`?`;
}
