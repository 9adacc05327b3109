import { environmentNames, loginMethods } from "../../login/login-methods.ts";
import type { Flags } from "../args/flags.ts";
import { commonFlags, scopeFlags } from "../args/shared-flags.ts";
import type { Invocation } from "../context/invocation.ts";
import type { Command } from "./command.ts";

const flags = {
	method: {
		type: "string",
		placeholder: "METHOD",
		help: `How: ${loginMethods.join(", ")}. A terminal asks for it.`,
		values: loginMethods,
	},
	environment: {
		type: "string",
		placeholder: "NAME",
		help: `Where: ${environmentNames.join(", ")}.`,
		values: environmentNames,
	},
	"base-url": scopeFlags["base-url"],
	"company-id": scopeFlags["company-id"],
	...commonFlags,
} as const;

/** `signoff login`: logs in and stores the login, so that later commands need no token and no flags. */
export const login: Command = {
	name: "login",
	summary: "Log in, as yourself or as a service account.",
	flags,
	examples: [
		"signoff login",
		"signoff login --method code --environment sandbox",
		"signoff login --method service --company-id 4201",
	],
	async run(invocation: Invocation<Flags<typeof flags>>) {
		const { logIn } = await import("../actions/log-in.ts");
		return logIn(invocation);
	},
};
