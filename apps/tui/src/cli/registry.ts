/** Flags that take a text, with what stands for it in the help. */
export const textFlags = {
	"base-url": ["URL", "The API's origin (SIGNOFF_BASE_URL)."],
	"company-id": ["ID", "The company (SIGNOFF_COMPANY_ID)."],
	"project-id": [
		"ID",
		"The project, for an instance of a project's tool (SIGNOFF_PROJECT_ID).",
	],
	instance: ["ID", "The workflow instance."],
	option: ["OPTION", "The response option: its id, or its name."],
	step: ["ID", "The step occurrence; the current one where it is left out."],
	comment: ["TEXT", "A note about this response."],
	deadline: ["SECONDS", "How long to try at most; 30 where it is left out."],
} as const;

/** Flags that are given or not. */
export const switchFlags = {
	stdin: "Read a whole submission as JSON from standard input.",
	"dry-run": "Send nothing; say what would become of it.",
	json: "Print JSON: one object, or one per line for a list.",
	help: "Show this help.",
	version: "Show the version.",
} as const;

/** A flag that takes a text. */
export type TextFlag = keyof typeof textFlags;
/** A flag that is given or not. */
export type SwitchFlag = keyof typeof switchFlags;
/** Any flag. */
export type Flag = TextFlag | SwitchFlag;

/** A command's name. */
export type CommandName =
	| "app"
	| "respond"
	| "preview"
	| "inbox"
	| "whoami"
	| "help";

/** What a command does, and the flags it takes. */
export type Command = { does: string; flags: readonly Flag[] };

const always = ["json", "help"] as const;
const scope = ["base-url", "company-id", "project-id"] as const;
const response = ["instance", "option", "step", "comment", "stdin"] as const;

/** Every command. */
export const commands: Record<CommandName, Command> = {
	app: {
		does: "Open the app: look at what waits for you, and answer it.",
		flags: [...scope, "instance", "deadline", ...always, "version"],
	},
	respond: {
		does: "Answer a step, and say for certain what is on record.",
		flags: [...scope, ...response, "deadline", "dry-run", ...always],
	},
	preview: {
		does: "Say what an answer would come to; nothing is sent.",
		flags: [...scope, ...response, ...always],
	},
	inbox: {
		does: "List the steps that wait for you, overdue ones first.",
		flags: [...scope, ...always],
	},
	whoami: {
		does: "Say who you are to the server.",
		flags: ["base-url", "company-id", ...always],
	},
	help: {
		does: "Show the commands, or a command's flags.",
		flags: ["json", "help", "version"],
	},
};

/** The names of all commands; the app is what opens without one. */
export const commandNames: CommandName[] = [
	"respond",
	"preview",
	"inbox",
	"whoami",
	"help",
];

/** Whether a word is a command. */
export function isCommand(word: string): word is CommandName {
	return commandNames.some((name) => name === word);
}
