import { outcomes } from "@signoff/core";
import manifest from "../../package.json" with { type: "json" };
import { askerFor } from "../terminal/ask.ts";
import { harmless } from "../terminal/harmless.ts";
import { interruption } from "../terminal/interrupt.ts";
import { print } from "../terminal/print.ts";
import { themeFor } from "../terminal/theme.ts";
import { type Arguments, readArguments, wantsJson } from "./arguments.ts";
import type { CommandName } from "./commands.ts";
import { configPath, readConfig } from "./config-file.ts";
import { connect } from "./connect.ts";
import { helpText } from "./help.ts";
import { inbox } from "./inbox.ts";
import { inJson } from "./json.ts";
import { preview } from "./preview.ts";
import { respond } from "./respond.ts";
import { exitCodeOf, type Result } from "./result.ts";
import type { Session } from "./session.ts";
import { readSettings } from "./settings.ts";
import { whoami } from "./whoami.ts";
import { inWords } from "./words.ts";

/** Everything of the process that the command line uses. */
export type Host = Pick<
	NodeJS.Process,
	"argv" | "env" | "stdin" | "stdout" | "stderr"
>;

/** Runs the command line to its end; gives the exit code. */
export async function main(host: Host): Promise<number> {
	const argv = host.argv.slice(2);
	const result = await run(argv, host).catch((error: unknown) =>
		unforeseen(error, host),
	);
	const code = exitCodeOf(result);
	if (wantsJson(argv)) await print(host.stdout, inJson(result));
	else {
		const stream = code === 0 ? host.stdout : host.stderr;
		await print(stream, inWords(result, themeFor(stream, host.env)));
	}
	return code;
}

async function run(argv: string[], host: Host): Promise<Result> {
	const args = readArguments(argv);
	if (args.kind === "invalid") return { kind: "misused", issues: args.issues };
	if (args.value.switches.version)
		return { kind: "version", version: manifest.version };
	if (args.value.command === "help")
		return { kind: "help", text: helpText(args.value.topic) };
	return talk(args.value, args.value.command, host);
}

const talkers: Record<
	Exclude<CommandName, "help">,
	(session: Session) => Promise<Result>
> = {
	respond,
	preview,
	inbox,
	whoami,
};

async function talk(
	args: Arguments,
	command: keyof typeof talkers,
	host: Host,
): Promise<Result> {
	const file = await readConfig(configPath(host.env));
	if (file.kind === "invalid") return { kind: "misused", issues: file.issues };
	const settings = readSettings(args.texts, host.env, file.value);
	if (settings.token === undefined)
		return { kind: "outcome", outcome: noToken };
	const client = connect(settings, settings.token);
	if (client.kind === "invalid")
		return { kind: "misused", issues: client.issues };
	const ask = askerFor(host.stdin, host.stderr);
	return talkers[command]({
		args,
		settings,
		client: client.value,
		ask,
		signal: interruption(),
		stdin: host.stdin,
		now: Date.now,
	});
}

const noToken = outcomes.refused("unauthenticated", {
	code: "token_missing",
	message:
		"there is none: set SIGNOFF_TOKEN, or write `token` into the config file",
});

/** The person sees a fixed sentence; the error itself only with SIGNOFF_DEBUG, and never with the token in it. */
async function unforeseen(
	error: unknown,
	{ env, stderr }: Host,
): Promise<Result> {
	if (env["SIGNOFF_DEBUG"]) {
		const text =
			error instanceof Error ? (error.stack ?? error.message) : String(error);
		await print(
			stderr,
			withoutToken(text, env["SIGNOFF_TOKEN"]).split("\n").map(harmless),
		);
	}
	return { kind: "unforeseen" };
}

function withoutToken(text: string, token: string | undefined): string {
	return token ? text.replaceAll(token, "[token]") : text;
}
