import type { Flags } from "../args/flags.ts";
import {
	commonFlags,
	responseFlags,
	scopeFlags,
	waitFlag,
} from "../args/shared-flags.ts";
import type { Invocation } from "../context/invocation.ts";
import type { Command } from "./command.ts";

const flags = {
	...scopeFlags,
	...responseFlags,
	...waitFlag,
	"dry-run": {
		type: "boolean",
		help: "Send nothing; show the outcome that the response would have.",
	},
	...commonFlags,
} as const;

/** `signoff respond`: answers a step. With `--dry-run` it previews the response instead. */
export const respond: Command = {
	name: "respond",
	summary: "Answer a step, and say for certain what is on record.",
	flags,
	examples: [
		"signoff respond --company-id 4201 --project-id 77 --instance 9001 --step 1 --option Approve",
		"signoff respond --stdin --json < submission.json",
	],
	async run(invocation: Invocation<Flags<typeof flags>>) {
		const { answerStep } = await import("../actions/answer-step.ts");
		return answerStep(invocation);
	},
};
