import { type Guardrails, guardrailsOf } from "../../model/guardrails.ts";
import type { Flags } from "../args/flags.ts";
import type { scopeFlags } from "../args/shared-flags.ts";
import type { ConfigFile } from "./config-file.ts";

/** The server, the token and the scope. A setting that is not set is `undefined`. */
export type Settings = Omit<ConfigFile, "$schema" | keyof Guardrails> & {
	/** What the config file does not allow. */
	guardrails?: Guardrails | undefined;
};

/** The flags that are settings. An inbox takes several projects. */
export type SettingFlags = Omit<Flags<typeof scopeFlags>, "project-id"> & {
	"project-id"?: string | readonly string[];
};

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
			projectFlag(flags) ??
			variable(env["SIGNOFF_PROJECT_ID"], file.project_id),
		item_url: variable(env["SIGNOFF_ITEM_URL"], file.item_url),
		undo_seconds: file.undo_seconds,
		accessible: file.accessible,
		keys: file.keys,
		type_to_send_above: file.type_to_send_above,
		guardrails: guardrailsOf(file),
	};
}

/** The ids of the projects that an inbox is limited to; none if no setting names one. */
export function projectIds({ project_id = "" }: Settings): string[] {
	return project_id
		.split(",")
		.map((each) => each.trim())
		.filter((each) => each !== "");
}

function projectFlag({ "project-id": flag }: SettingFlags): string | undefined {
	return typeof flag === "object" ? flag.join(",") : flag;
}

function variable(
	value: string | undefined,
	fallback: string | undefined,
): string | undefined {
	return value === undefined ? fallback : value || undefined;
}
