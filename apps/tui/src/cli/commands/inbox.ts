import type { Flags } from "../args/flags.ts";
import { commonFlags, scopeFlags } from "../args/shared-flags.ts";
import type { Invocation } from "../context/invocation.ts";
import type { Command } from "./command.ts";

const flags = { ...scopeFlags, ...commonFlags } as const;

/** `signoff inbox`: lists the steps that wait for this person in a company or in some projects, overdue ones first. */
export const inbox: Command = {
	name: "inbox",
	summary: "List the steps that wait for you, overdue ones first.",
	flags,
	examples: [
		"signoff inbox --company-id 4201",
		"signoff inbox --company-id 4201 --project-id 77 --project-id 78 --json",
	],
	async run(invocation: Invocation<Flags<typeof flags>>) {
		const { listInbox } = await import("../actions/list-inbox.ts");
		return listInbox(invocation);
	},
};
