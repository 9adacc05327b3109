import type { CommandSpec, Registry } from "../args/command-spec.ts";
import type { AnyFlags } from "../args/flags.ts";
import type { Process } from "./process.ts";

/** What the command line asks for, before any setting is read. */
export type Invocation<F = AnyFlags> = {
	flags: F;
	/** The positional arguments: at most as many as the command takes. */
	positionals: readonly string[];
	/** The command whose help is requested; `null` for the overview. */
	topic: CommandSpec | null;
	registry: Registry;
	process: Process;
};
