import type { Flags } from "../args/flags.ts";
import {
	accessibleFlag,
	commonFlags,
	responseFlags,
	scopeFlags,
	versionFlag,
	waitFlag,
} from "../args/shared-flags.ts";
import type { Invocation } from "../context/invocation.ts";
import type { Command } from "./command.ts";
import { showHelp } from "./help.ts";

const flags = {
	...scopeFlags,
	instance: responseFlags.instance,
	...accessibleFlag,
	...waitFlag,
	...commonFlags,
	...versionFlag,
} as const;

/** `signoff`: opens the app on the inbox, or with `--instance` on one step. Without a terminal it shows the help. */
export const app: Command = {
	name: "app",
	summary: "Open the app: read and answer the steps that wait for you.",
	flags,
	examples: ["signoff", "signoff --instance 9001"],
	async run(invocation: Invocation<Flags<typeof flags>>) {
		const { stdin, stdout } = invocation.process;
		if (!stdin.isTTY || !stdout.isTTY) return showHelp(invocation);
		const { openInTerminal } = await import("../actions/open-app.ts");
		return openInTerminal(invocation);
	},
};
