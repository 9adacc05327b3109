import type { FlagName } from "./flags.ts";

/** What the help says about a command, and the flags that it takes. */
export type CommandSpec = {
	summary: string;
	flags: readonly FlagName[];
	/** Command lines that the command's help shows. */
	examples: readonly string[];
};

/** All commands by name. `app` runs if the command line names no command. */
export type Registry = Readonly<Record<string, CommandSpec>> &
	Readonly<Record<"app" | "help", CommandSpec>>;

/** The name of a command in a registry. */
export type CommandOf<R extends Registry> = keyof R & string;

/** The commands that can be typed: all of them except `app`. */
export function typedCommands<R extends Registry>(registry: R): CommandOf<R>[] {
	return Object.keys(registry).filter((name) => name !== "app");
}
