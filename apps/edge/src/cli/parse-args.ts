import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import { readFlags } from "@signoff/core/validation";
import type { Configs } from "../config/configs.ts";
import {
	type ConfigSources,
	givenText,
	readConfig,
} from "../config/read-config.ts";
import type { CheckedFiles } from "./check-files.ts";
import {
	allFlags,
	type Command,
	foreignFlagProblems,
	readCommand,
} from "./commands.ts";
import {
	type GivenFlags,
	type KeysCreateOptions,
	parseKeysCreate,
} from "./parse-keys-create.ts";

/** The parsed command line. */
export type ParsedArgs =
	| { kind: "help" }
	| { kind: "version" }
	| { kind: "serve"; config: Configs["node"] }
	| {
			kind: "check";
			/** What is wrong with the options and variables. */
			problems: string[];
			/** Files that are checked as well, also if something else is wrong. */
			files: CheckedFiles;
	  }
	| { kind: "backup"; data: string; to: string }
	| { kind: "keys create"; options: KeysCreateOptions }
	/** Every problem, as a sentence that never repeats what was typed. */
	| { kind: "invalid"; problems: string[] };

const options: ParseArgsOptionsConfig = {
	...Object.fromEntries(
		Object.entries(allFlags).map(([name, type]) => [
			name,
			{ type: type === "boolean" ? type : "string" },
		]),
	),
	help: { type: "boolean", short: "h" },
	version: { type: "boolean", short: "v" },
};

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
		allFlags,
	);
	const problems = issues.map(({ message }) => message);
	if (problems.length === 0 && values["help"]) return { kind: "help" };
	if (problems.length === 0 && values["version"]) return { kind: "version" };
	const read = readCommand(positionals);
	if ("problem" in read)
		return { kind: "invalid", problems: [...problems, read.problem] };
	const { help: _help, version: _version, ...given } = values;
	problems.push(...foreignFlagProblems(read.command, Object.keys(given)));
	const parsed = parsers[read.command]({ flags: textFlags(given), variables });
	if (parsed.kind === "check")
		return { ...parsed, problems: [...problems, ...parsed.problems] };
	if (parsed.kind === "invalid") problems.push(...parsed.problems);
	return problems.length > 0 ? { kind: "invalid", problems } : parsed;
}

type Sources = Required<ConfigSources> & { flags: GivenFlags };

const parsers: Record<Command, (sources: Sources) => ParsedArgs> = {
	serve(sources) {
		const result = readConfig("node", sources);
		return result.kind === "valid"
			? { kind: "serve", config: result.config }
			: result;
	},
	check(sources) {
		const result = readConfig("node", sources);
		return {
			kind: "check",
			problems: result.kind === "valid" ? [] : result.problems,
			files: {
				host: givenText("host", sources) ?? "127.0.0.1",
				fixture: givenText("fixture", sources),
				keys: givenText("keys", sources),
			},
		};
	},
	backup(sources) {
		const data = givenText("data", sources);
		const { to } = sources.flags;
		const problems: string[] = [];
		if (data === null)
			problems.push("`--data` is missing: the file to back up.");
		if (typeof to !== "string")
			problems.push("`--to` is missing: the file to write.");
		return data === null || typeof to !== "string"
			? { kind: "invalid", problems }
			: { kind: "backup", data, to };
	},
	"keys create"({ flags }) {
		const result = parseKeysCreate(flags);
		return "problems" in result
			? { kind: "invalid", problems: result.problems }
			: { kind: "keys create", options: result };
	},
};

function textFlags(values: Record<string, unknown>): GivenFlags {
	return Object.fromEntries(
		Object.entries(values).flatMap(([name, value]) =>
			typeof value === "string" || isTexts(value) ? [[name, value]] : [],
		),
	);
}

function isTexts(value: unknown): value is readonly string[] {
	return (
		Array.isArray(value) && value.every((item) => typeof item === "string")
	);
}
