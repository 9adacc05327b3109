import { outcomes } from "@signoff/core";
import { askerFor } from "../terminal/ask.ts";
import { interruption } from "../terminal/interrupt.ts";
import { app } from "./app.ts";
import type { Arguments } from "./arguments.ts";
import type { CommandName } from "./commands.ts";
import { configPath, readConfig } from "./config-file.ts";
import { connect } from "./connect.ts";
import type { Host } from "./host.ts";
import { inbox } from "./inbox.ts";
import { preview } from "./preview.ts";
import { respond } from "./respond.ts";
import type { Result } from "./result.ts";
import type { Session } from "./session.ts";
import { readSettings } from "./settings.ts";
import { unforeseen } from "./unforeseen.ts";
import { whoami } from "./whoami.ts";

/** A command that talks to the server. */
export type Talking = Exclude<CommandName, "help">;

const talkers: Record<Talking, (session: Session) => Promise<Result>> = {
	app,
	respond,
	preview,
	inbox,
	whoami,
};

/** Runs a command that talks to the server: settings first, then a client, then the command itself. */
export async function talk(
	command: Talking,
	args: Arguments,
	host: Host,
): Promise<Result> {
	const { env, stdin, stderr } = host;
	const file = await readConfig(configPath(env));
	if (file.kind === "invalid") return { kind: "misused", issues: file.issues };
	const settings = readSettings(args.texts, env, file.value);
	const { token } = settings;
	if (token === undefined) return { kind: "outcome", outcome: noToken };
	try {
		const client = connect(settings, token);
		if (client.kind === "invalid")
			return { kind: "misused", issues: client.issues };
		const ask = askerFor(stdin, stderr);
		return await talkers[command]({
			args,
			settings,
			client: client.value,
			ask,
			signal: interruption(),
			stdin,
			host,
			now: Date.now,
		});
	} catch (error) {
		return unforeseen(error, token);
	}
}

const noToken = outcomes.refused("unauthenticated", {
	code: "token_missing",
	message:
		"there is none: set SIGNOFF_TOKEN, or write `token` into the config file",
});
