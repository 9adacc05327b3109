import type { Registry } from "./args/command-spec.ts";
import { app } from "./commands/app.ts";
import { bulk } from "./commands/bulk.ts";
import type { Command } from "./commands/command.ts";
import { completion } from "./commands/completion.ts";
import { config } from "./commands/config.ts";
import { doctor } from "./commands/doctor.ts";
import { help } from "./commands/help.ts";
import { inbox } from "./commands/inbox.ts";
import { log } from "./commands/log.ts";
import { login } from "./commands/login.ts";
import { logout } from "./commands/logout.ts";
import { preview } from "./commands/preview.ts";
import { respond } from "./commands/respond.ts";
import { whoami } from "./commands/whoami.ts";

/** Every command. Parsing, help and suggestions are derived from this table, and the command line runs what is in it. */
export const registry: Registry<Command> = {
	app,
	help,
	commands: [
		respond,
		preview,
		bulk,
		inbox,
		log,
		login,
		logout,
		whoami,
		doctor,
		config,
		completion,
		help,
	],
};
