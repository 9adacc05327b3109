import { commonFlags, scopeFlags } from "../args/shared-flags.ts";
import type { Command } from "./command.ts";

/** `signoff whoami`: shows the person, the company and the login. Without a company it asks in the first one the token can see. */
export const whoami: Command = {
	name: "whoami",
	summary: "Show who you are, in which company, and until when.",
	flags: {
		"base-url": scopeFlags["base-url"],
		"company-id": scopeFlags["company-id"],
		...commonFlags,
	},
	examples: ["signoff whoami"],
	async run(invocation) {
		const { showIdentity } = await import("../actions/show-identity.ts");
		return showIdentity(invocation);
	},
};
