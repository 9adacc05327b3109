import type { CommandSpec } from "../args/command-spec.ts";
import type { Invocation } from "../context/invocation.ts";
import type { CommandResult } from "../output/command-result.ts";

/** A command: what the help says about it, the flags that it takes, and what it does. */
export type Command = CommandSpec & {
	/** Receives only flags that the command takes, so a command may type them as `Flags<typeof flags>`. */
	run(invocation: Invocation): Promise<CommandResult>;
};
