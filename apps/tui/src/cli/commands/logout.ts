import { commonFlags, scopeFlags } from "../args/shared-flags.ts";
import type { Command } from "./command.ts";

/** `signoff logout`: revokes and removes the stored login of a company. */
export const logout: Command = {
	name: "logout",
	summary: "Revoke and remove the stored login.",
	flags: {
		"base-url": scopeFlags["base-url"],
		"company-id": scopeFlags["company-id"],
		...commonFlags,
	},
	examples: ["signoff logout", "signoff logout --company-id 4201"],
	async run(invocation) {
		const { logOut } = await import("../actions/log-out.ts");
		return logOut(invocation);
	},
};
