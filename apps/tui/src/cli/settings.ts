import { type Issue, malformed, type Parsed } from "@signoff/core";
import type { Arguments } from "./arguments.ts";
import type { ConfigFile } from "./config-file.ts";

/** Where to, as whom, and in which scope. What is not set is left out. */
export type Settings = {
	base_url?: string | undefined;
	token?: string | undefined;
	company_id?: string | undefined;
	project_id?: string | undefined;
};

/**
 * Flags over environment over config file, each setting by itself. A variable that is set to nothing counts as
 * none, and hides the file's value.
 */
export function readSettings(
	texts: Arguments["texts"],
	env: Partial<Record<string, string>>,
	file: ConfigFile,
): Parsed<Settings> {
	const settings: Settings = {
		base_url: texts["base-url"] ?? variable(env["SIGNOFF_BASE_URL"], file.base_url),
		token: variable(env["SIGNOFF_TOKEN"], file.token)?.trim() || undefined,
		company_id: texts["company-id"] ?? variable(env["SIGNOFF_COMPANY_ID"], file.company_id),
		project_id: texts["project-id"] ?? variable(env["SIGNOFF_PROJECT_ID"], file.project_id),
	};
	const issues = [...urlIssues(settings.base_url), ...tokenIssues(settings.token)];
	return issues.length === 0 ? { kind: "parsed", value: settings } : { kind: "invalid", issues };
}

function variable(value: string | undefined, fallback: string | undefined): string | undefined {
	return value === undefined ? fallback : value || undefined;
}

function urlIssues(url: string | undefined): Issue[] {
	if (url === undefined) return [];
	const parsed = URL.parse(url);
	if (parsed === null || !/^https?:$/.test(parsed.protocol))
		return [malformed(["base_url"], "The base URL must begin with https:// or http://, as in https://api.procore.com.")];
	if (parsed.username !== "" || parsed.password !== "")
		return [malformed(["base_url"], "The base URL must not hold a password: a token goes into SIGNOFF_TOKEN.")];
	return [];
}

// Anything else could not be sent in a header, and the error that says so would show it.
function tokenIssues(token: string | undefined): Issue[] {
	if (token === undefined || /^[\x21-\x7e]+$/.test(token)) return [];
	return [malformed(["token"], "The token holds spaces or characters that no token has.")];
}
