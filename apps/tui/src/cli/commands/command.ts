import type { CommandSpec } from "../args/command-spec.ts";
import type { Invocation } from "../context/invocation.ts";
import type { CommandResult } from "../output/command-result.ts";

/** A command: what the help says about it, the flags that it takes, and what it does. */
export type Command = CommandSpec & {
	/** `invocation.flags` contains only flags that the command takes: a command types them as `Flags<typeof flags>`. */
	run(invocation: Invocation): Promise<CommandResult>;
};
