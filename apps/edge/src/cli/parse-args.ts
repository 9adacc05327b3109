import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import {
	didYouMean,
	type FlagType,
	type FlagValues,
	isLoopback,
	readFlags,
} from "@signoff/core/validation";

/** The parsed command line. */
export type ParsedArgs =
	| { kind: "help" }
	| { kind: "version" }
	| {
			kind: "serve";
			host: string;
			port: number;
			data: string | null;
			fixture: string | null;
	  }
	/** `message` is a sentence that never repeats what was typed. */
	| { kind: "invalid"; message: string };

const flags = {
	upstream: "string",
	host: "string",
	port: "string",
	data: "string",
	fixture: "string",
	help: "boolean",
	version: "boolean",
} as const satisfies Record<string, FlagType>;

const options: ParseArgsOptionsConfig = {
	...Object.fromEntries(
		Object.entries(flags).map(([name, type]) => [name, { type }]),
	),
	help: { type: flags.help, short: "h" },
	version: { type: flags.version, short: "v" },
};

const commands = ["serve"];
const upstreams = ["embedded", "procore"];

/** Parses the command line. */
export function parseArguments(argv: string[]): ParsedArgs {
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
	const [issue] = issues;
	if (issue !== undefined) return invalid(issue.message);
	if (values.help) return { kind: "help" };
	if (values.version) return { kind: "version" };
	const [command, extra] = positionals;
	if (command === undefined)
		return invalid("A command is missing: signoff-edge serve.");
	if (command !== "serve")
		return invalid(`There is no such command${didYouMean(command, commands)}`);
	if (extra !== undefined)
		return invalid("`serve` takes no arguments, only options.");
	return parseServe(values);
}

function parseServe(values: FlagValues<typeof flags>): ParsedArgs {
	const { host = "127.0.0.1", port = "8787" } = values;
	if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
		return invalid("`--port` must be an integer from 0 to 65535.");
	const upstream =
		values.upstream ?? (isLoopback(host) ? "embedded" : undefined);
	switch (upstream) {
		case "embedded":
			return {
				kind: "serve",
				host,
				port: Number(port),
				data: values.data ?? null,
				fixture: values.fixture ?? null,
			};
		case "procore":
			return invalid(
				"`--upstream procore` is not available in this version: use `--upstream embedded`.",
			);
		case undefined:
			return invalid(
				"`--upstream` is required if `--host` is not a loopback address.",
			);
		default:
			return invalid(
				`\`--upstream\` must be embedded or procore${didYouMean(upstream, upstreams)}`,
			);
	}
}

function invalid(message: string): ParsedArgs {
	return { kind: "invalid", message };
}
