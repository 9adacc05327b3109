import { typedCommands } from "./args/command-spec.ts";
import { flagHelp } from "./args/flags.ts";
import { type CommandName, registry } from "./registry.ts";

/** The help: all commands, or one command's flags. */
export function helpText(topic: CommandName | null): string {
	return topic === null || topic === "help" ? overview : commandHelp(topic);
}

const overview = [
	"signoff answers Procore workflow steps and says for certain what is on record.",
	"",
	"Commands:",
	...table(
		typedCommands(registry).map((name) => [name, registry[name].summary]),
	),
	"",
	"Without a command, in a terminal, it opens the app: read and answer the steps that",
	"wait for you. `signoff --instance ID` opens one step.",
	"",
	"An example:",
	`  ${registry.respond.examples[0]}`,
	"",
	"Settings: flags over SIGNOFF_BASE_URL, SIGNOFF_TOKEN, SIGNOFF_COMPANY_ID and",
	"SIGNOFF_PROJECT_ID over ~/.config/signoff/config.json. A token is never a flag.",
	"",
	"Exit codes: 0 on record, 2 invalid, 3 conflict, 4 superseded, 5 unauthenticated,",
	"6 forbidden, 7 not found, 8 deferred, 9 uncertain, 1 an unexpected error.",
	"",
	"`signoff help COMMAND` shows a command's flags; `signoff --version` the version.",
].join("\n");

function commandHelp(command: CommandName): string {
	const { summary, flags, examples } = registry[command];
	return [
		`signoff ${command}: ${summary}`,
		"",
		...table(flags.map(flagHelp)),
		"",
		"Examples:",
		...examples.map((example) => `  ${example}`),
	].join("\n");
}

function table(rows: [string, string][]): string[] {
	const width = Math.max(...rows.map(([left]) => left.length));
	return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
