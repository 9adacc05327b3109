import type { CommandSpec, Registry } from "../args/command-spec.ts";
import type { AnyFlags } from "../args/flags.ts";
import type { CommandResult } from "../output/command-result.ts";
import type { Process } from "./process.ts";
import type { SettingFlags } from "./settings.ts";

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

/** What a command does. `F`: its flags and those of the settings. */
export type CommandRun<F = SettingFlags> = (
	invocation: Invocation<F>,
) => Promise<CommandResult>;
