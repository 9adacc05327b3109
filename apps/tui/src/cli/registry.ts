import type { CommandSpec } from "./args/command-spec.ts";
import { app } from "./commands/app.ts";
import type { Command } from "./commands/command.ts";
import { inbox } from "./commands/inbox.ts";
import { preview } from "./commands/preview.ts";
import { respond } from "./commands/respond.ts";
import { whoami } from "./commands/whoami.ts";

/** The name of a command that uses the server. */
export type ServerCommand = "app" | "respond" | "preview" | "inbox" | "whoami";

/** A command's name. */
export type CommandName = ServerCommand | "help";

/** Every command. Parsing, help and suggestions are derived from this table, and the command line runs what is in it. */
export const registry: Readonly<
	Record<ServerCommand, Command> & Record<"help", CommandSpec>
> = {
	app,
	respond,
	preview,
	inbox,
	whoami,
	help: {
		summary: "Show the commands, or a command's flags.",
		flags: ["json", "help", "version"],
		examples: ["signoff help respond"],
	},
};
