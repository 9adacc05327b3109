import type { Flags } from "../args/flags.ts";
import { commonFlags, scopeFlags, waitFlag } from "../args/shared-flags.ts";
import type { Invocation } from "../context/invocation.ts";
import type { Command } from "./command.ts";

const flags = {
	"dry-run": {
		type: "boolean",
		help: "Send nothing; show the outcome that each row would have.",
	},
	concurrency: {
		type: "string",
		placeholder: "N",
		help: "How many rows are sent at once; 8 by default.",
	},
	...waitFlag,
	...scopeFlags,
	...commonFlags,
} as const;

/** `signoff bulk`: answers each row of a file, and continues where an earlier run of the same file ended. */
export const bulk: Command = {
	name: "bulk",
	positionals: ["FILE|-"],
	summary: "Answer each row of a file, CSV or JSON lines.",
	flags,
	examples: [
		"signoff bulk may-invoices.csv --dry-run",
		"signoff bulk may-invoices.csv --project-id 77",
		"signoff bulk - --json < answers.jsonl",
	],
	async run(invocation: Invocation<Flags<typeof flags>>) {
		const { answerFile } = await import("../actions/answer-file.ts");
		return answerFile(invocation);
	},
};
