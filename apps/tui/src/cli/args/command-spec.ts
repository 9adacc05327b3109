import type { FlagSpecs } from "./flags.ts";
import type { commonFlags } from "./shared-flags.ts";

/** What the help says about a command, and the flags that it takes. */
export type CommandSpec = {
	/** The word to type. */
	name: string;
	/**
	 * The names of the positional arguments that it takes at most, such as `FILE` or `bash|zsh`; none by default. Words in
	 * lower case are typed as they are. After `WORDS…` as the last one any number may follow.
	 */
	positionals?: readonly string[];
	summary: string;
	flags: FlagSpecs & typeof commonFlags;
	/** Command lines that the command's help shows. */
	examples: readonly string[];
};

/** All commands. Parsing, help and suggestions are derived from it. */
export type Registry<C extends CommandSpec = CommandSpec> = {
	/** Runs if the command line names no command; it cannot be typed. */
	app: C;
	/** Runs if the command line contains `--help`. */
	help: C;
	/** The commands that can be typed, in the order of the help. */
	commands: readonly C[];
};

/** The command with a name that was typed. */
export function findCommand<C extends CommandSpec>(
	registry: Registry<C>,
	name: string,
): C | undefined {
	return registry.commands.find((command) => command.name === name);
}

/** Every flag of every command. */
export function allFlags({ app, help, commands }: Registry): FlagSpecs {
	return Object.assign(
		{},
		...[app, help, ...commands].map(({ flags }) => flags),
	);
}
