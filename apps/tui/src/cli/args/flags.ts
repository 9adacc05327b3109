import type { FlagType, FlagValues } from "@signoff/core/validation";

type FlagSpec = {
	type: FlagType;
	/** What the help shows in place of the value. */
	placeholder?: string;
	help: string;
};

/** Every flag of the command line, with its line in the help. */
export const flags = {
	"base-url": {
		type: "string",
		placeholder: "URL",
		help: "The API's origin (SIGNOFF_BASE_URL).",
	},
	"company-id": {
		type: "string",
		placeholder: "ID",
		help: "The company (SIGNOFF_COMPANY_ID).",
	},
	"project-id": {
		type: "string",
		placeholder: "ID",
		help: "The project, for an instance of a project's tool (SIGNOFF_PROJECT_ID).",
	},
	instance: {
		type: "string",
		placeholder: "ID",
		help: "The workflow instance.",
	},
	option: {
		type: "string",
		placeholder: "OPTION",
		help: "The response option: its id, or its name.",
	},
	step: {
		type: "string",
		placeholder: "ID",
		help: "The step occurrence; by default the current one.",
	},
	comment: {
		type: "string",
		placeholder: "TEXT",
		help: "A note about this response.",
	},
	deadline: {
		type: "string",
		placeholder: "SECONDS",
		help: "How long to try at most; 30 by default.",
	},
	stdin: {
		type: "boolean",
		help: "Read a whole submission as JSON from standard input.",
	},
	"dry-run": {
		type: "boolean",
		help: "Send nothing; show the outcome that the response would have.",
	},
	json: {
		type: "boolean",
		help: "Print JSON: one object, or one per line for a list.",
	},
	help: { type: "boolean", help: "Show this help." },
	version: { type: "boolean", help: "Show the version." },
} as const;

/** A flag's name. */
export type FlagName = keyof typeof flags;

type FlagTypes = { [N in FlagName]: (typeof flags)[N]["type"] };

/** What each flag takes: a value, or nothing. */
export const flagTypes: FlagTypes = Object.fromEntries(
	Object.entries(flags).map(([name, { type }]) => [name, type]),
) as FlagTypes;

/** The flags that were given, with their values. */
export type Flags = FlagValues<FlagTypes>;

/** Whether a word is the name of a flag, of whatever command. */
export function isFlag(name: string): name is FlagName {
	return Object.hasOwn(flags, name);
}

/** A flag's two columns in the help. */
export function flagHelp(name: FlagName): [string, string] {
	const { placeholder, help }: FlagSpec = flags[name];
	return [placeholder ? `--${name} ${placeholder}` : `--${name}`, help];
}
