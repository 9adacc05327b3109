import type { FlagType, FlagValues } from "@signoff/core/validation";

/** A flag of the command line, and its line in the help. */
export type FlagSpec = {
	type: FlagType;
	/** What the help shows in place of the value. */
	placeholder?: string;
	help: string;
	/** The values that it takes, for completion; a list of them if they are separated by commas. */
	values?: readonly string[];
};

/** Flags by name, in the order of the help. */
export type FlagSpecs = Readonly<Record<string, FlagSpec>>;

/** The values of the flags that were given: `Flags<typeof flags>`. */
export type Flags<S extends FlagSpecs> = FlagValues<{
	[N in keyof S]: S[N]["type"];
}>;

/** The values of the flags that were given, of any command. */
export type AnyFlags = Readonly<
	Record<string, string | readonly string[] | true | undefined>
>;

/** A flag's two columns in the help. */
export function flagHelp([name, { placeholder, help }]: [string, FlagSpec]): [
	string,
	string,
] {
	return [placeholder ? `--${name} ${placeholder}` : `--${name}`, help];
}
