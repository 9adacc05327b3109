import { closestMatch, type FlagType } from "@signoff/core/validation";
import { settingNames, settings } from "../config/settings.ts";

/** A command of `signoff-edge`. */
export type Command = "serve" | "check" | "backup" | "keys create";

const commands: readonly Command[] = [
	"serve",
	"check",
	"backup",
	"keys create",
];

/** The flags of the settings that have one. */
const settingFlags: Record<string, FlagType> = Object.fromEntries(
	settingNames
		.filter((name) => settings[name].placeholder !== null)
		.map((name) => [name, settings[name].isList === true ? "list" : "string"]),
);

const flagsOf: Record<Command, Record<string, FlagType>> = {
	serve: settingFlags,
	check: settingFlags,
	backup: { data: "string", to: "string" },
	"keys create": {
		name: "string",
		company: "list",
		project: "list",
		"response-type": "list",
		expires: "string",
	},
};

/** The flags of all commands. */
export const allFlags: Record<string, FlagType> = Object.assign(
	{},
	...Object.values(flagsOf),
	{ help: "boolean", version: "boolean" },
);

/** The words of a command line, without the flags: the command, or why they are none. */
export function readCommand(
	words: readonly string[],
): { command: Command } | { problem: string } {
	if (words[0] === undefined)
		return { problem: "A command is missing: signoff-edge serve." };
	const command = commands.find(
		(name) => name === words[0] || name === words.slice(0, 2).join(" "),
	);
	if (command === undefined) return { problem: unknownCommand(words) };
	return words.length === command.split(" ").length
		? { command }
		: { problem: `\`${command}\` takes no arguments, only options.` };
}

function unknownCommand(words: readonly string[]): string {
	const [first = "", second] = words;
	const longer = commands.find((name) => name.startsWith(`${first} `));
	if (longer !== undefined && second === undefined)
		return `A command is missing after \`${first}\`: signoff-edge ${longer}.`;
	const suggestion =
		closestMatch(`${first} ${second}`, commands) ??
		closestMatch(first, commands);
	return suggestion === null
		? "There is no such command."
		: `There is no such command; did you mean \`${suggestion}\`?`;
}

/** The problems with flags that are those of another command. */
export function foreignFlagProblems(
	command: Command,
	given: readonly string[],
): string[] {
	return given
		.filter((name) => !Object.hasOwn(flagsOf[command], name))
		.flatMap((name) => {
			const owner = commands.find((each) => Object.hasOwn(flagsOf[each], name));
			return owner === undefined
				? []
				: [`\`--${name}\` is an option of \`${owner}\`.`];
		});
}
