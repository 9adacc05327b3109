import type { Theme } from "../../terminal/theme.ts";

/** What a command reports: the exit code, and the same content for a script and for a person. */
export type CommandResult = {
	exitCode: number;
	/** One value for each line of JSON. */
	json: readonly unknown[];
	/** Lines for a person. Text from outside is sanitized. They go to standard error if the exit code is not 0. */
	text(theme: Theme): string[];
	/** Lines on standard error beside the JSON. */
	notes?: readonly string[];
};
