import { type Issue, malformedIssue } from "./issue.ts";
import { closestMatch } from "./suggest.ts";

/** What a command line flag takes: a value, or nothing. */
export type FlagType = "string" | "boolean";

/** A flag as `parseArgs` of `node:util` tokenizes it. */
export type FlagToken = {
	name: string;
	value?: string | undefined;
	/** Whether the value was written as `--name=value`. */
	inlineValue?: boolean | undefined;
};

/** The values of flags by name, as far as they were given. */
export type FlagValues<F extends Record<string, FlagType>> = {
	[N in keyof F]?: F[N] extends "string" ? string : true;
};

/**
 * Reads the flags of a command line. Issues name flags, never what was typed: it may be a secret in the wrong place.
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
	const values: Record<string, string | true> = {};
	const issues: Issue[] = [];
	for (const token of tokens) {
		const message = Object.hasOwn(values, token.name)
			? `\`--${token.name}\` is given twice.`
			: problemWith(token, flags, allowEmpty);
		if (message === null) values[token.name] = token.value ?? true;
		else issues.push(malformedIssue([], message));
	}
	return { values: values as FlagValues<F>, issues };
}

function problemWith(
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
			if (value === undefined || (value === "" && !allowEmpty))
				return `\`--${name}\` needs a value.`;
			return inlineValue !== true && /^-./.test(value)
				? `\`--${name}\` needs a value; one that begins with a dash is written \`--${name}=…\`.`
				: null;
	}
}

/** The end of a sentence about a word that is not known: `; did you mean \`serve\`?`, or a full stop. */
export function didYouMean(
	typed: string,
	words: readonly string[],
	prefix = "",
): string {
	const guess = closestMatch(typed, words);
	return guess === null ? "." : `; did you mean \`${prefix}${guess}\`?`;
}
