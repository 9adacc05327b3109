import type { Flags } from "../args/flags.ts";
import { commonFlags, scopeFlags } from "../args/shared-flags.ts";
import type { Invocation } from "../context/invocation.ts";
import { inboxFields } from "../output/inbox-fields.ts";
import type { Command } from "./command.ts";

const flags = {
	...scopeFlags,
	fields: {
		type: "string",
		placeholder: "A,B",
		help: `Which columns, in this order: ${inboxFields.join(", ")}.`,
		values: inboxFields,
	},
	watch: {
		type: "boolean",
		help: "Go on, and print each step that begins to wait. Ctrl-C ends it.",
	},
	...commonFlags,
} as const;

/** `signoff inbox`: lists the steps that wait for this person in a company or in some projects, overdue ones first. */
export const inbox: Command = {
	name: "inbox",
	summary: "List the steps that wait for you, overdue ones first.",
	flags,
	examples: [
		"signoff inbox --company-id 4201",
		"signoff inbox --company-id 4201 --project-id 77 --project-id 78 --json",
		"signoff inbox --fields instance,step,due",
		"signoff inbox --watch --json",
	],
	async run(invocation: Invocation<Flags<typeof flags>>) {
		const { listInbox } = await import("../actions/list-inbox.ts");
		return listInbox(invocation);
	},
};
