import { parseArgs } from "node:util";
import type { Issue, ParseResult } from "@signoff/core";
import { closestMatch, malformedIssue } from "@signoff/core/validation";
import {
	type CommandName,
	commandNames,
	commands,
	isCommand,
	type SwitchFlag,
	switchFlags,
	type TextFlag,
	textFlags,
} from "../registry.ts";

/** What was asked for on the command line. */
export type Arguments = {
	command: CommandName;
	/** The command that help is wanted for. */
	topic: CommandName | null;
	texts: Partial<Record<TextFlag, string>>;
	switches: Partial<Record<SwitchFlag, true>>;
};

/** Whether JSON is wanted: known even where the rest of the arguments makes no sense. */
export function wantsJson(argv: readonly string[]): boolean {
	const end = argv.indexOf("--");
	return (end === -1 ? argv : argv.slice(0, end)).includes("--json");
}

/** Reads the command line. Issues never repeat what was typed: it may be a secret in the wrong place. */
export function readArguments(argv: readonly string[]): ParseResult<Arguments> {
	const { tokens } = parseArgs({
		args: [...argv],
		options,
		strict: false,
		allowPositionals: true,
		tokens: true,
	});
	const given = tokens.filter((token) => token.kind === "option");
	if (given.some(({ name }) => secrets.includes(name)))
		return invalid([tokenOnTheLine]);
	const [word, ...rest] = tokens.flatMap((token) =>
		token.kind === "positional" ? [token.value] : [],
	);
	if (word !== undefined && !isCommand(word))
		return invalid([unknownCommand(word)]);
	const command = word ?? "app";
	const read = readFlags(given, command);
	const wantsHelp = command === "help" || read.switches.help === true;
	const [about, ...more] = command === "help" ? rest : [word, ...rest];
	if (about !== undefined && !isCommand(about))
		return invalid([unknownCommand(about)]);
	const issues = more.length > 0 ? [...read.issues, tooMany] : read.issues;
	if (issues.length > 0) return invalid(issues);
	const { texts, switches } = read;
	return {
		kind: "parsed",
		value: {
			command: wantsHelp ? "help" : command,
			topic: about ?? null,
			texts,
			switches,
		},
	};
}

type Given = {
	name: string;
	value?: string | undefined;
	inlineValue?: boolean | undefined;
};
type Flags = Pick<Arguments, "texts" | "switches"> & { issues: Issue[] };

const options = Object.fromEntries([
	...Object.keys(textFlags).map((name) => [name, { type: "string" }] as const),
	...Object.keys(switchFlags).map(
		(name) => [name, { type: "boolean" }] as const,
	),
]);

function readFlags(given: Given[], command: CommandName): Flags {
	const read: Flags = { texts: {}, switches: {}, issues: [] };
	const seen = new Set<string>();
	for (const flag of given) {
		const issue =
			readFlag(flag, command, read) ??
			(seen.has(flag.name)
				? wrong(`\`--${flag.name}\` is given twice.`)
				: null);
		if (issue !== null) read.issues.push(issue);
		seen.add(flag.name);
	}
	return read;
}

/** Puts one flag in its place; the issue with it, or `null`. */
function readFlag(
	{ name, value, inlineValue }: Given,
	command: CommandName,
	read: Flags,
): Issue | null {
	const taken = commands[command].flags;
	if (!taken.some((flag) => flag === name)) return unknownFlag(name, command);
	if (isText(name)) {
		if (value === undefined) return wrong(`\`--${name}\` needs a value.`);
		if (inlineValue !== true && /^-./.test(value))
			return wrong(
				`\`--${name}\` needs a value; one that begins with a dash is written \`--${name}=…\`.`,
			);
		read.texts[name] = value;
	} else if (isSwitch(name)) {
		if (value !== undefined) return wrong(`\`--${name}\` takes no value.`);
		read.switches[name] = true;
	}
	return null;
}

function isText(name: string): name is TextFlag {
	return Object.hasOwn(textFlags, name);
}

function isSwitch(name: string): name is SwitchFlag {
	return Object.hasOwn(switchFlags, name);
}

const secrets = ["token", "access-token", "bearer", "password"];

const tokenOnTheLine = wrong(
	"A token is never a flag, since process lists show flags: set SIGNOFF_TOKEN, or write `token` into the config file.",
);

const tooMany = wrong(
	"There is a word too many: a text with spaces needs quotes.",
);

function unknownCommand(word: string): Issue {
	const guess = closestMatch(word, commandNames);
	return wrong(
		guess === null
			? `There is no such command; there are ${commandNames.join(", ")}.`
			: `There is no such command. Did you mean \`${guess}\`?`,
	);
}

function unknownFlag(name: string, command: CommandName): Issue {
	const guess = closestMatch(name, commands[command].flags);
	const hint =
		guess === null
			? `\`signoff help ${command}\` shows them`
			: `did you mean \`--${guess}\`?`;
	if (isText(name) || isSwitch(name))
		return wrong(`\`${command}\` takes no \`--${name}\`.`);
	return wrong(`\`${command}\` has no such flag (${hint}).`);
}

function wrong(message: string): Issue {
	return malformedIssue([], message);
}

function invalid(issues: Issue[]): ParseResult<Arguments> {
	return { kind: "invalid", issues };
}
