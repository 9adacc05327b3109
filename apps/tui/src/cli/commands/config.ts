import { commonFlags } from "../args/shared-flags.ts";
import type { Invocation } from "../context/invocation.ts";
import type { Command } from "./command.ts";

const flags = { ...commonFlags } as const;

/** `signoff config`: checks the config file, prints its path, or a published JSON schema. */
export const config: Command = {
	name: "config",
	positionals: ["check|path|schema", "config|output"],
	summary: "Check the config file, or print its path or its JSON schema.",
	flags,
	examples: [
		"signoff config check",
		"signoff config path",
		"signoff config schema",
		"signoff config schema output",
	],
	async run(invocation: Invocation) {
		const { showConfig } = await import("../actions/show-config.ts");
		return showConfig(invocation);
	},
};
