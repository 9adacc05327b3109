import type { Submission } from "@signoff/core";
import { sanitize, sanitizeJson } from "@signoff/core/validation";
import type { Settings } from "../context/settings.ts";
import { shellQuote } from "./shell-quote.ts";

/** What is to be sent again. */
export type Resend = {
	submission: Submission;
	/** Absolute paths of files to attach. */
	files: readonly string[];
};

/** The flags to repeat. */
export type RepeatedFlags = {
	"base-url"?: string | undefined;
	wait?: string | undefined;
};

/**
 * The command line that sends the same response again, in one line of a POSIX shell. It names the step and the option by
 * their ids: a name is looked up anew, and the current step may be another one by then.
 */
export function resendCommand(
	{ submission, files }: Resend,
	{ "base-url": baseUrl, wait }: RepeatedFlags,
	settings: Pick<Settings, "project_id">,
): string {
	const more: [string, string | undefined][] = [
		...files.map((path): [string, string] => ["file", path]),
		["base-url", baseUrl],
		["wait", wait],
	];
	const { company_id, project_id, id, response } = submission;
	const { comment, attachments } = response;
	const parts: [string, string | undefined][] = [
		["company-id", company_id],
		["project-id", project_id],
		["instance", id],
		["step", response.current_step_occurrence_id],
		["option", response.selected_response_option_id],
		["comment", comment ?? undefined],
	];
	const isPlain = parts.every(([, value = ""]) => sanitize(value) === value);
	// A setting of the environment or the config file would make it a project's.
	const hidesProject =
		project_id === undefined && settings.project_id !== undefined;
	return isPlain && attachments === undefined
		? `${hidesProject ? "SIGNOFF_PROJECT_ID= " : ""}signoff respond${flags([...parts, ...more])}`
		: `printf %s ${shellQuote(sanitizeJson(submission))} | signoff respond --stdin${flags(more)}`;
}

function flags(values: [string, string | undefined][]): string {
	return values
		.map(([name, value]) => {
			if (value === undefined) return "";
			const separator = value.startsWith("-") ? "=" : " ";
			return ` --${name}${separator}${shellQuote(value)}`;
		})
		.join("");
}
