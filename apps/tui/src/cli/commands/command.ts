import type { CommandSpec } from "../args/command-spec.ts";
import type { CommandContext } from "../context/command-context.ts";
import type { Result } from "../output/result.ts";

/** A command that uses the server: what the help says about it, and what it does. */
export type Command = CommandSpec & {
	run(context: CommandContext): Promise<Result>;
};
