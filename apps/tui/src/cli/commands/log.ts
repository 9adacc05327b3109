import type { Flags } from "../args/flags.ts";
import { commonFlags, scopeFlags } from "../args/shared-flags.ts";
import type { Invocation } from "../context/invocation.ts";
import type { Command } from "./command.ts";

const flags = {
	...scopeFlags,
	since: {
		type: "string",
		placeholder: "TIME",
		help: "Only what was decided since then: `7d`, `12h`, or a date such as 2026-11-20.",
	},
	...commonFlags,
} as const;

/** `signoff log`: lists what was decided with this outbox, and its outcomes. It needs no token and sends no request. */
export const log: Command = {
	name: "log",
	summary: "List what you decided, when, and its outcome.",
	flags,
	examples: ["signoff log --since 7d", "signoff log --json"],
	async run(invocation: Invocation<Flags<typeof flags>>) {
		const { showLog } = await import("../actions/show-log.ts");
		return showLog(invocation);
	},
};
