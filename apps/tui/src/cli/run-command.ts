import { outcomes } from "@signoff/core/outcome";
import { abortOnSignal } from "../terminal/abort-on-signal.ts";
import { createPrompt } from "../terminal/prompt.ts";
import type { Flags } from "./args/flags.ts";
import { configPath, readConfig } from "./context/config-file.ts";
import { createClientFor } from "./context/create-client.ts";
import type { Process } from "./context/process.ts";
import { readSettings } from "./context/settings.ts";
import type { Result } from "./output/result.ts";
import { unexpectedResult } from "./output/unexpected-error.ts";
import { registry, type ServerCommand } from "./registry.ts";

/** Reads the settings, creates a client, and runs the command with them. */
export async function runCommand(
	command: ServerCommand,
	flags: Flags,
	process: Process,
): Promise<Result> {
	const { env, stdin, stderr } = process;
	const file = await readConfig(configPath(env));
	if (file.kind === "invalid")
		return { kind: "usage_error", issues: file.issues };
	const settings = readSettings(flags, env, file.value);
	const { token } = settings;
	if (token === undefined) return { kind: "outcome", outcome: noToken };
	try {
		const client = createClientFor(settings, token);
		if (client.kind === "invalid")
			return { kind: "usage_error", issues: client.issues };
		return await registry[command].run({
			flags,
			settings,
			client: client.value,
			prompt: createPrompt(stdin, stderr),
			signal: abortOnSignal(),
			stdin,
			process,
			now: Date.now,
		});
	} catch (error) {
		return unexpectedResult(error, token);
	}
}

const noToken = outcomes.refused("unauthenticated", {
	code: "token_missing",
	message:
		"there is none: set SIGNOFF_TOKEN, or write `token` into the config file",
});
