import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import {
	didYouMean,
	type FlagType,
	type FlagValues,
	readFlags,
} from "@signoff/core/validation";
import { readConfig } from "../config/read-config.ts";
import { type Configs, settingsOf } from "../config/settings.ts";

/** The parsed command line. */
export type ParsedArgs =
	| { kind: "help" }
	| { kind: "version" }
	| { kind: "serve"; config: Configs["node"] }
	/** Every problem, as a sentence that never repeats what was typed. */
	| { kind: "invalid"; problems: string[] };

const flags: Record<string, FlagType> = {
	...Object.fromEntries(settingsOf("node").map(([name]) => [name, "string"])),
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

const commands = ["serve"];

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
	const config = readConfig("node", { flags: textFlags(values), variables });
	if (config.kind === "invalid") problems.push(...config.problems);
	return config.kind === "invalid" || problems.length > 0
		? { kind: "invalid", problems }
		: { kind: "serve", config: config.config };
}

/** Why the words beside the options are not `serve`; `null` if they are. */
function checkCommand([command, extra]: string[]): string | null {
	if (command === undefined) return "A command is missing: signoff-edge serve.";
	if (command !== "serve")
		return `There is no such command${didYouMean(command, commands)}`;
	return extra === undefined
		? null
		: "`serve` takes no arguments, only options.";
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
