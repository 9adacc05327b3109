import type { CommandSpec, Registry } from "../args/command-spec.ts";
import type { FlagSpec } from "../args/flags.ts";

/** What can follow a flag, or stand in place of an argument. */
export type Values =
	| { kind: "words"; words: readonly string[] }
	| { kind: "files" }
	/** The options that the step of an instance offers, which are read from the server. */
	| { kind: "options" }
	| { kind: "any" };

/** A flag as a completion script knows it. */
export type CompletedFlag = {
	name: string;
	help: string;
	isList: boolean;
	/** `null` if it takes no value. */
	values: Values | null;
};

/** A command as a completion script knows it. */
export type CompletedCommand = {
	name: string;
	summary: string;
	flags: CompletedFlag[];
	positionals: Values[];
};

/** All that completion scripts are made from. */
export type CompletionModel = {
	commands: CompletedCommand[];
	/** The flags without a command. */
	app: CompletedFlag[];
};

/** The model of the registry. */
export function completionModel({ app, commands }: Registry): CompletionModel {
	const names = commands.map(({ name }) => name);
	return {
		commands: commands.map((command) => completedCommand(command, names)),
		app: flagsOf(app),
	};
}

function completedCommand(
	command: CommandSpec,
	names: readonly string[],
): CompletedCommand {
	const { name, summary, positionals = [] } = command;
	return {
		name,
		summary,
		flags: flagsOf(command),
		positionals: positionals.map((each) => positionalValues(each, names)),
	};
}

function positionalValues(name: string, commands: readonly string[]): Values {
	if (name === "COMMAND") return { kind: "words", words: commands };
	if (/^(FILE|PATH)\b/.test(name)) return { kind: "files" };
	const words = name.split("|").filter((word) => /^[a-z]/.test(word));
	return words.length > 0 ? { kind: "words", words } : { kind: "any" };
}

function flagsOf({ flags }: CommandSpec): CompletedFlag[] {
	return Object.entries(flags).map(([name, spec]) => ({
		name,
		help: spec.help,
		isList: spec.type === "list",
		values: spec.type === "boolean" ? null : flagValues(name, spec),
	}));
}

function flagValues(name: string, { placeholder, values }: FlagSpec): Values {
	if (values !== undefined) return { kind: "words", words: values };
	if (name === "option") return { kind: "options" };
	return placeholder === "FILE" || placeholder === "PATH"
		? { kind: "files" }
		: { kind: "any" };
}

/** A text in single quotes of a POSIX shell or zsh. */
export function singleQuoted(text: string): string {
	return `'${text.replaceAll("'", "'\\''")}'`;
}
