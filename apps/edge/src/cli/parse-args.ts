import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import {
	didYouMean,
	type FlagType,
	type FlagValues,
	readFlags,
} from "@signoff/core/validation";
import { readConfig } from "../config/read-config.ts";
import { type Configs, settings, settingsOf } from "../config/settings.ts";

/** The parsed command line. */
export type ParsedArgs =
	| { kind: "help" }
	| { kind: "version" }
	| { kind: "serve"; config: Configs["node"] }
	| { kind: "backup"; data: string; to: string }
	/** Every problem, as a sentence that never repeats what was typed. */
	| { kind: "invalid"; problems: string[] };

const flags: Record<string, FlagType> = {
	...Object.fromEntries(settingsOf("node").map(([name]) => [name, "string"])),
	to: "string",
	help: "boolean",
	version: "boolean",
};

const options: ParseArgsOptionsConfig = {
	...Object.fromEntries(
		Object.entries(flags).map(([name, type]) => [name, { type }]),
	),
	help: { type: "boolean", short: "h" },
	version: { type: "boolean", short: "v" },
};

const commands = ["serve", "backup"];

/** Parses the command line, and the variables of its settings. A flag wins over its variable. */
export function parseArguments(
	argv: string[],
	variables: NodeJS.ProcessEnv,
): ParsedArgs {
	const { tokens, positionals } = parseArgs({
		args: argv,
		options,
		strict: false,
		allowPositionals: true,
		tokens: true,
	});
	const { values, issues } = readFlags(
		tokens.filter((token) => token.kind === "option"),
		flags,
	);
	const problems = issues.map(({ message }) => message);
	if (problems.length === 0 && values["help"]) return { kind: "help" };
	if (problems.length === 0 && values["version"]) return { kind: "version" };
	const commandProblem = checkCommand(positionals);
	if (commandProblem !== null)
		return { kind: "invalid", problems: [...problems, commandProblem] };
	const flagsGiven = textFlags(values);
	if (positionals[0] === "backup")
		return parseBackup(flagsGiven, variables, problems);
	if (flagsGiven["to"] !== undefined)
		problems.push("`--to` is an option of `backup`.");
	const config = readConfig("node", { flags: flagsGiven, variables });
	if (config.kind === "invalid") problems.push(...config.problems);
	return config.kind === "invalid" || problems.length > 0
		? { kind: "invalid", problems }
		: { kind: "serve", config: config.config };
}

/** Reads the options of `backup`. The data file may be set by its variable. */
function parseBackup(
	{ to, data, ...others }: Partial<Record<string, string>>,
	variables: NodeJS.ProcessEnv,
	problems: string[],
): ParsedArgs {
	const file = data ?? (variables[settings.data.variable] || undefined);
	for (const name of Object.keys(others))
		problems.push(`\`--${name}\` is an option of \`serve\`.`);
	if (file === undefined)
		problems.push("`--data` is missing: the file to back up.");
	if (to === undefined) problems.push("`--to` is missing: the file to write.");
	return file === undefined || to === undefined || problems.length > 0
		? { kind: "invalid", problems }
		: { kind: "backup", data: file, to };
}

/** Why the words beside the options are not a command; `null` if they are. */
function checkCommand([command, extra]: string[]): string | null {
	if (command === undefined) return "A command is missing: signoff-edge serve.";
	if (!commands.includes(command))
		return `There is no such command${didYouMean(command, commands)}`;
	return extra === undefined
		? null
		: `\`${command}\` takes no arguments, only options.`;
}

function textFlags(
	values: FlagValues<typeof flags>,
): Partial<Record<string, string>> {
	return Object.fromEntries(
		Object.entries(values).flatMap(([name, value]) =>
			typeof value === "string" ? [[name, value]] : [],
		),
	);
}
