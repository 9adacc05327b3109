import { commonFlags } from "../args/shared-flags.ts";
import type { Invocation } from "../context/invocation.ts";
import type { Command } from "./command.ts";

/** `signoff completion`: prints a script for a shell. The scripts call `completion options` for names of options. */
export const completion: Command = {
	name: "completion",
	positionals: ["bash|zsh|fish", "WORDS…"],
	summary: "Print a script that completes commands, flags and values.",
	flags: { ...commonFlags },
	examples: [
		"signoff completion bash",
		"signoff completion zsh",
		"signoff completion fish",
	],
	async run(invocation: Invocation) {
		const { printCompletion } = await import("../actions/print-completion.ts");
		return printCompletion(invocation);
	},
};
