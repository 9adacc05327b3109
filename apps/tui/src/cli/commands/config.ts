import { commonFlags } from "../args/shared-flags.ts";
import type { Invocation } from "../context/invocation.ts";
import type { Command } from "./command.ts";

const flags = { ...commonFlags } as const;

/** `signoff config`: checks the config file, or prints its path, a published JSON schema, or the keys of the app. */
export const config: Command = {
	name: "config",
	positionals: ["check|path|schema|keys", "config|output"],
	summary:
		"Check the config file, or print its path, its JSON schema, or the keys that it can change.",
	flags,
	examples: [
		"signoff config check",
		"signoff config path",
		"signoff config schema",
		"signoff config schema output",
		"signoff config keys",
	],
	async run(invocation: Invocation) {
		const { showConfig } = await import("../actions/show-config.ts");
		return showConfig(invocation);
	},
};
