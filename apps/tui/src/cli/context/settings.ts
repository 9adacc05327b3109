import type { Arguments } from "../args/parse-args.ts";
import type { ConfigFile } from "./config-file.ts";

/** Where to, as whom, and in which scope. What is not set is left out. */
export type Settings = {
	base_url?: string | undefined;
	token?: string | undefined;
	company_id?: string | undefined;
	project_id?: string | undefined;
	/** The template of links to items on the web. */
	item_url?: string | undefined;
};

/**
 * Flags over environment over config file, each setting by itself. A variable that is set to nothing counts as
 * none, and hides the file's value.
 */
export function readSettings(
	texts: Arguments["texts"],
	env: Partial<Record<string, string>>,
	file: ConfigFile,
): Settings {
	return {
		base_url:
			texts["base-url"] ?? variable(env["SIGNOFF_BASE_URL"], file.base_url),
		token: variable(env["SIGNOFF_TOKEN"], file.token)?.trim() || undefined,
		company_id:
			texts["company-id"] ??
			variable(env["SIGNOFF_COMPANY_ID"], file.company_id),
		project_id:
			texts["project-id"] ??
			variable(env["SIGNOFF_PROJECT_ID"], file.project_id),
		item_url: variable(env["SIGNOFF_ITEM_URL"], file.item_url),
	};
}

function variable(
	value: string | undefined,
	fallback: string | undefined,
): string | undefined {
	return value === undefined ? fallback : value || undefined;
}
