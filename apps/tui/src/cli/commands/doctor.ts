import type { Flags } from "../args/flags.ts";
import { commonFlags, scopeFlags } from "../args/shared-flags.ts";
import type { Invocation } from "../context/invocation.ts";
import type { Command } from "./command.ts";

const flags = { ...scopeFlags, ...commonFlags } as const;

/** `signoff doctor`: checks everything that an answer needs, and says what to do. It sends no answer. */
export const doctor: Command = {
	name: "doctor",
	summary: "Check the set-up, the network and the login, and say what to do.",
	flags,
	examples: ["signoff doctor", "signoff doctor --json"],
	async run(invocation: Invocation<Flags<typeof flags>>) {
		const { diagnose } = await import("../actions/diagnose.ts");
		return diagnose(invocation);
	},
};
