import { outcomes } from "@signoff/core/outcome";
import { abortOnSignal } from "../../terminal/abort-on-signal.ts";
import { createPrompt } from "../../terminal/prompt.ts";
import type { CommandResult } from "../output/command-result.ts";
import { outcomeResult } from "../output/outcome-result.ts";
import { unexpectedErrorResult } from "../output/unexpected-error-result.ts";
import { usageErrorResult } from "../output/usage-error-result.ts";
import type { CommandContext } from "./command-context.ts";
import { configPath, readConfig } from "./config-file.ts";
import { createClientFor } from "./create-client.ts";
import type { Invocation } from "./invocation.ts";
import { readSettings, type SettingFlags } from "./settings.ts";

/** Makes the `run` of a command that uses the server: reads the settings, creates a client, and calls `run` with them. */
export function withClient<F extends SettingFlags>(
	run: (context: CommandContext<F>) => Promise<CommandResult>,
): (invocation: Invocation<F>) => Promise<CommandResult> {
	return async ({ flags, positionals, process }) => {
		const { env, stdin, stderr } = process;
		const file = await readConfig(configPath(env));
		if (file.kind === "invalid") return usageErrorResult(file.issues);
		const settings = readSettings(flags, env, file.value);
		const { token } = settings;
		if (token === undefined) return outcomeResult(noToken);
		try {
			const client = await createClientFor(settings, token, env);
			if (client.kind === "invalid") return usageErrorResult(client.issues);
			return await run({
				flags,
				positionals,
				settings,
				client: client.value,
				prompt: createPrompt(stdin, stderr),
				signal: abortOnSignal(),
				stdin,
				process,
				now: Date.now,
			});
		} catch (error) {
			return unexpectedErrorResult(error, token, env);
		}
	};
}

const noToken = outcomes.refused("unauthenticated", {
	code: "token_missing",
	message:
		"there is none: set SIGNOFF_TOKEN, or write `token` into the config file",
});
