import type { Readable } from "node:stream";
import type { Client } from "@signoff/sdk";
import type { AskAgain } from "../../login/relogin.ts";
import type { Prompt } from "../../terminal/prompt.ts";
import type { ActiveLogin } from "./active-login.ts";
import type { Process } from "./process.ts";
import type { SettingFlags, Settings } from "./settings.ts";

/** Everything that a command with a client uses. */
export type CommandContext<F = SettingFlags> = {
	flags: F;
	/** The positional arguments: at most as many as the command takes. */
	positionals: readonly string[];
	settings: Settings;
	client: Client;
	/** The login that the client uses. */
	login: ActiveLogin;
	/** Leads a person through a new login of the same person; resolves to its tokens, or to `null` if there are none. */
	logInAgain: AskAgain;
	/** `null` without a terminal. */
	prompt: Prompt | null;
	/** Aborts on SIGINT and SIGTERM. */
	signal: AbortSignal;
	stdin: Readable;
	/** The process whose terminal the app uses. */
	process: Process;
	/** Unix milliseconds. */
	now: () => number;
};
