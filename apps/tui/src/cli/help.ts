import { exitCodes, outcomeKinds, outcomeMeanings } from "@signoff/core";
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
	"Exit codes, and what is certain then (a successful read exits 0, an unexpected error 1):",
	...table(exitCodeRows()),
	"",
	"`signoff help COMMAND` shows a command's flags; `signoff --version` the version.",
].join("\n");

/** One row for each kind of outcome, in the order of exit codes. */
function exitCodeRows(): [string, string][] {
	const kinds = outcomeKinds.toSorted((a, b) => exitCodes[a] - exitCodes[b]);
	return kinds.map((kind) => [
		`${exitCodes[kind]}  ${kind}`,
		outcomeMeanings[kind],
	]);
}

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
