import { exitCodes, outcomeKinds, outcomeMeanings } from "@signoff/core";
import type { CommandSpec, Registry } from "../args/command-spec.ts";
import { flagHelp } from "../args/flags.ts";
import { commonFlags, versionFlag } from "../args/shared-flags.ts";
import type { Invocation } from "../context/invocation.ts";
import type { CommandResult } from "../output/command-result.ts";
import type { Command } from "./command.ts";

/** `signoff help`: shows all commands, or one command's flags. */
export const help: Command = {
	name: "help",
	positionals: ["COMMAND"],
	summary: "Show the commands, or a command's flags.",
	flags: { ...commonFlags, ...versionFlag },
	examples: ["signoff help respond"],
	run: showHelp,
};

/** Shows the help that the command line asks for. */
export function showHelp({
	registry,
	topic,
}: Pick<Invocation, "registry" | "topic">): Promise<CommandResult> {
	const text = helpText(registry, topic);
	return Promise.resolve({
		exitCode: 0,
		json: [{ help: text }],
		text: () => [text],
	});
}

/** The help: all commands, or one command's flags. */
export function helpText(
	registry: Registry,
	topic: CommandSpec | null,
): string {
	return topic === null || topic === registry.help
		? overview(registry)
		: commandHelp(topic);
}

function overview({ commands }: Registry): string {
	return [
		"signoff answers Procore workflow steps and says for certain what is on record.",
		"",
		"Commands:",
		...table(commands.map(({ name, summary }) => [name, summary])),
		"",
		"Without a command, in a terminal, it opens the app: read and answer the steps that",
		"wait for you. `signoff --instance ID` opens one step. There, `?` shows the keys of a",
		"screen; `signoff config keys` prints those of all screens.",
		"",
		"An example:",
		`  ${commands[0]?.examples[0]}`,
		"",
		"`signoff login` stores a login. A token in SIGNOFF_TOKEN is used instead of it.",
		"",
		"Settings: flags over SIGNOFF_BASE_URL, SIGNOFF_TOKEN, SIGNOFF_COMPANY_ID and",
		"SIGNOFF_PROJECT_ID over ~/.config/signoff/config.json. A token is never a flag.",
		"",
		"Exit codes, and what is certain then (a successful read exits 0, an unexpected error 1):",
		...table(exitCodeRows()),
		"",
		"`signoff help COMMAND`, or -h after a command, shows its flags and examples;",
		"`signoff --version` shows the version.",
	].join("\n");
}

/** One row for each kind of outcome, in the order of exit codes. */
function exitCodeRows(): [string, string][] {
	const kinds = outcomeKinds.toSorted((a, b) => exitCodes[a] - exitCodes[b]);
	return kinds.map((kind) => [
		`${exitCodes[kind]}  ${kind}`,
		outcomeMeanings[kind],
	]);
}

function commandHelp({
	name,
	positionals = [],
	summary,
	flags,
	examples,
}: CommandSpec): string {
	return [
		`signoff ${[name, ...positionals].join(" ")}: ${summary}`,
		"",
		...table(Object.entries(flags).map(flagHelp)),
		"",
		"Examples:",
		...examples.map((example) => `  ${example}`),
	].join("\n");
}

function table(rows: [string, string][]): string[] {
	const width = Math.max(...rows.map(([left]) => left.length));
	return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
