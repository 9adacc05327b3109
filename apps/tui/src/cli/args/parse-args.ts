import { parseArgs as tokenize } from "node:util";
import type { Issue, ParseResult } from "@signoff/core";
import {
	didYouMean,
	type FlagToken,
	malformedIssue,
	readFlags,
} from "@signoff/core/validation";
import {
	type CommandOf,
	type Registry,
	typedCommands,
} from "./command-spec.ts";
import { type Flags, flags, flagTypes, isFlag } from "./flags.ts";

/** A parsed command line. */
export type ParsedArgs<Name extends string = string> = {
	command: Name;
	/** The command whose help is requested; `null` for the overview. */
	topic: Name | null;
	flags: Flags;
};

/** Whether `--json` is given. It also holds for a command line that does not parse. */
export function wantsJson(argv: readonly string[]): boolean {
	const end = argv.indexOf("--");
	return (end === -1 ? argv : argv.slice(0, end)).includes("--json");
}

/** Parses the command line. Issues never repeat what was typed: it may be a secret in the wrong place. */
export function parseArgs<R extends Registry>(
	registry: R,
	argv: readonly string[],
): ParseResult<ParsedArgs<CommandOf<R>>> {
	const { tokens } = tokenize({
		args: [...argv],
		options: flags,
		strict: false,
		allowPositionals: true,
		tokens: true,
	});
	const options = tokens.filter((token) => token.kind === "option");
	if (options.some(({ name }) => secretFlags.includes(name)))
		return invalid([tokenAsFlag]);
	const [word, ...rest] = tokens.flatMap((token) =>
		token.kind === "positional" ? [token.value] : [],
	);
	if (word !== undefined && !isCommand(registry, word))
		return invalid([unknownCommand(registry, word)]);
	const command = word ?? "app";
	const [topic, ...extra] = command === "help" ? rest : [word, ...rest];
	const { values, issues } = readCommandFlags(registry, command, options);
	if (topic !== undefined && !isCommand(registry, topic))
		return invalid([unknownCommand(registry, topic)]);
	if (extra.length > 0) issues.push(extraWord);
	if (issues.length > 0) return invalid(issues);
	return {
		kind: "parsed",
		value: {
			command: values.help === true ? "help" : command,
			topic: topic ?? null,
			flags: values,
		},
	};
}

/** Reads the flags of one command. Flags of other commands get an issue of their own kind. */
function readCommandFlags<R extends Registry>(
	registry: R,
	command: CommandOf<R>,
	tokens: FlagToken[],
): { values: Flags; issues: Issue[] } {
	const taken: readonly string[] = registry[command]?.flags ?? [];
	const { values, issues } = readFlags(
		tokens.filter(({ name }) => taken.includes(name)),
		flagTypes,
		{ allowEmpty: true },
	);
	const unknown = tokens
		.filter(({ name }) => !taken.includes(name))
		.map(({ name }) => unknownFlag(name, command, taken));
	return { values, issues: [...unknown, ...issues] };
}

function isCommand<R extends Registry>(
	registry: R,
	word: string,
): word is CommandOf<R> {
	return typedCommands(registry).some((name) => name === word);
}

const secretFlags = ["token", "access-token", "bearer", "password"];

const tokenAsFlag = malformedIssue(
	[],
	"A token is never a flag, since process lists show flags: set SIGNOFF_TOKEN, or write `token` into the config file.",
);

const extraWord = malformedIssue(
	[],
	"There is a word too many: a text with spaces needs quotes.",
);

function unknownCommand(registry: Registry, word: string): Issue {
	const names = typedCommands(registry);
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
	const message = isFlag(name)
		? `\`${command}\` takes no \`--${name}\`.`
		: `\`${command}\` has no such flag${didYouMean(name, taken, "--")} \`signoff help ${command}\` lists them.`;
	return malformedIssue([], message);
}

function invalid(issues: Issue[]): { kind: "invalid"; issues: Issue[] } {
	return { kind: "invalid", issues };
}
