import type { CommandSpec } from "./args/command-spec.ts";

const common = ["json", "help"] as const;
const scope = ["base-url", "company-id", "project-id"] as const;
const response = ["instance", "option", "step", "comment", "stdin"] as const;

/** A command's name. */
export type CommandName =
	| "app"
	| "respond"
	| "preview"
	| "inbox"
	| "whoami"
	| "help";

/** Every command. Parsing, help and suggestions are derived from this table. */
export const registry: Readonly<Record<CommandName, CommandSpec>> = {
	app: {
		summary: "Open the app: read and answer the steps that wait for you.",
		flags: [...scope, "instance", "deadline", ...common, "version"],
	},
	respond: {
		summary: "Answer a step, and say for certain what is on record.",
		flags: [...scope, ...response, "deadline", "dry-run", ...common],
	},
	preview: {
		summary: "Show the outcome that a response would have; nothing is sent.",
		flags: [...scope, ...response, ...common],
	},
	inbox: {
		summary: "List the steps that wait for you, overdue ones first.",
		flags: [...scope, ...common],
	},
	whoami: {
		summary: "Show whose token it is.",
		flags: ["base-url", "company-id", ...common],
	},
	help: {
		summary: "Show the commands, or a command's flags.",
		flags: ["json", "help", "version"],
	},
};
