import type { Flags } from "../args/flags.ts";
import type { scopeFlags } from "../args/shared-flags.ts";
import type { ConfigFile } from "./config-file.ts";

/** The server, the token and the scope. A setting that is not set is `undefined`. */
export type Settings = {
	base_url?: string | undefined;
	token?: string | undefined;
	company_id?: string | undefined;
	project_id?: string | undefined;
	/** The template of links to items on the web. */
	item_url?: string | undefined;
};

/** The flags that are settings. */
export type SettingFlags = Flags<typeof scopeFlags>;

/**
 * Reads each setting from its flag, else from its variable, else from the config file. A variable that is set to an
 * empty text unsets the setting and hides the file's value.
 */
export function readSettings(
	flags: SettingFlags,
	env: Partial<Record<string, string>>,
	file: ConfigFile,
): Settings {
	return {
		base_url:
			flags["base-url"] ?? variable(env["SIGNOFF_BASE_URL"], file.base_url),
		token: variable(env["SIGNOFF_TOKEN"], file.token)?.trim() || undefined,
		company_id:
			flags["company-id"] ??
			variable(env["SIGNOFF_COMPANY_ID"], file.company_id),
		project_id:
			flags["project-id"] ??
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
