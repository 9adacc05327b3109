import { parseArgs as tokenize } from "node:util";
import type { Issue, ParseResult } from "@signoff/core";
import {
	didYouMean,
	type FlagToken,
	type FlagType,
	malformedIssue,
	readFlags,
} from "@signoff/core/validation";
import {
	allFlags,
	type CommandSpec,
	findCommand,
	type Registry,
} from "./command-spec.ts";
import type { AnyFlags, FlagSpecs } from "./flags.ts";

/** A parsed command line. */
export type ParsedArgs<C extends CommandSpec> = {
	command: C;
	/** The positional arguments after the command's name. */
	positionals: readonly string[];
	/** The command whose help is requested; `null` for the overview. */
	topic: C | null;
	flags: AnyFlags;
};

/** Whether `--json` is given. It also holds for a command line that does not parse. */
export function wantsJson(argv: readonly string[]): boolean {
	const end = argv.indexOf("--");
	return (end === -1 ? argv : argv.slice(0, end)).includes("--json");
}

/** Parses the command line. Issues never repeat what was typed: it may be a secret in the wrong place. */
export function parseArgs<C extends CommandSpec>(
	registry: Registry<C>,
	argv: readonly string[],
): ParseResult<ParsedArgs<C>> {
	const known = allFlags(registry);
	const { tokens } = tokenize({
		args: [...argv],
		options: Object.fromEntries(
			Object.entries(known).map(([name, { type }]) => [
				name,
				{
					type: type === "boolean" ? "boolean" : "string",
					...(name === "help" && { short: "h" }),
				},
			]),
		),
		strict: false,
		allowPositionals: true,
		tokens: true,
	});
	const options = tokens.filter((token) => token.kind === "option");
	if (options.some(({ name }) => secretFlags.includes(name)))
		return invalid([tokenAsFlag]);
	const [word, ...positionals] = tokens.flatMap((token) =>
		token.kind === "positional" ? [token.value] : [],
	);
	const command =
		word === undefined ? registry.app : findCommand(registry, word);
	if (command === undefined) return invalid([unknownCommand(registry, word)]);
	const about = command === registry.help ? positionals[0] : word;
	const topic = about === undefined ? null : findCommand(registry, about);
	if (topic === undefined) return invalid([unknownCommand(registry, about)]);
	const { values, issues } = readCommandFlags(command, options, known);
	const { positionals: taken = [] } = command;
	const isOpen = taken.at(-1)?.endsWith("…") === true;
	if (positionals.length > taken.length && !isOpen) issues.push(extraWord);
	if (issues.length > 0) return invalid(issues);
	return {
		kind: "parsed",
		value: {
			command: values["help"] === true ? registry.help : command,
			positionals,
			topic,
			flags: values,
		},
	};
}

/** Reads the flags of one command. Flags of other commands get an issue of their own kind. */
function readCommandFlags(
	{ name: command, flags }: CommandSpec,
	tokens: FlagToken[],
	known: FlagSpecs,
): { values: AnyFlags; issues: Issue[] } {
	const types: Record<string, FlagType> = Object.fromEntries(
		Object.entries(flags).map(([name, { type }]) => [name, type]),
	);
	const { values, issues } = readFlags(
		tokens.filter(({ name }) => Object.hasOwn(flags, name)),
		types,
		{ allowEmpty: true },
	);
	const unknown = tokens
		.filter(({ name }) => !Object.hasOwn(flags, name))
		.map(({ name }) =>
			Object.hasOwn(known, name)
				? malformedIssue([], `\`${command}\` takes no \`--${name}\`.`)
				: unknownFlag(name, command, Object.keys(flags)),
		);
	return { values, issues: [...unknown, ...issues] };
}

const secretFlags = [
	"token",
	"access-token",
	"bearer",
	"password",
	"client-secret",
];

const tokenAsFlag = malformedIssue(
	[],
	"A token or secret is never a flag, since process lists show flags: run `signoff login`, or set SIGNOFF_TOKEN.",
);

const extraWord = malformedIssue(
	[],
	"There is a word too many: a text with spaces needs quotes.",
);

function unknownCommand({ commands }: Registry, word = ""): Issue {
	const names = commands.map(({ name }) => name);
	return malformedIssue(
		[],
		`There is no such command${didYouMean(word, names)} The commands are ${names.join(", ")}.`,
	);
}

function unknownFlag(
	name: string,
	command: string,
	taken: readonly string[],
): Issue {
	const list = taken.map((each) => `--${each}`).join(", ");
	return malformedIssue(
		[],
		`\`${command}\` has no such flag${didYouMean(name, taken, "--")} Its flags are ${list}.`,
	);
}

function invalid(issues: Issue[]): { kind: "invalid"; issues: Issue[] } {
	return { kind: "invalid", issues };
}
