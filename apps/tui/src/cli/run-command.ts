import { outcomes } from "@signoff/core/outcome";
import { interruption } from "../terminal/abort-on-signal.ts";
import { askerFor } from "../terminal/prompt.ts";
import type { Arguments } from "./args/parse-args.ts";
import { app } from "./commands/app.ts";
import { inbox } from "./commands/inbox.ts";
import { preview } from "./commands/preview.ts";
import { respond } from "./commands/respond.ts";
import { whoami } from "./commands/whoami.ts";
import type { Session } from "./context/command-context.ts";
import { configPath, readConfig } from "./context/config-file.ts";
import { connect } from "./context/create-client.ts";
import type { Host } from "./context/process.ts";
import { readSettings } from "./context/settings.ts";
import type { Result } from "./output/result.ts";
import { unforeseen } from "./output/unexpected-error.ts";
import type { CommandName } from "./registry.ts";

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
