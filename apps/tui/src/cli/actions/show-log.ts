import { malformedIssue } from "@signoff/core/validation";
import { environmentOf } from "../../outbox/identity.ts";
import type { EntryFilter } from "../../outbox/outbox-api.ts";
import type { Flags } from "../args/flags.ts";
import type { scopeFlags } from "../args/shared-flags.ts";
import { parseSince } from "../args/since.ts";
import { configPath, readConfig } from "../context/config-file.ts";
import type { Invocation } from "../context/invocation.ts";
import { readSettings, type Settings } from "../context/settings.ts";
import { withOutbox } from "../context/with-outbox.ts";
import type { CommandResult } from "../output/command-result.ts";
import { logRecord, logTable } from "../output/log-lines.ts";
import { usageErrorResult } from "../output/usage-error-result.ts";

type LogFlags = Flags<
	typeof scopeFlags & { since: { type: "string"; help: string } }
>;

/** Lists what was decided with this outbox, and its outcomes. */
export async function showLog({
	flags,
	process,
}: Invocation<LogFlags>): Promise<CommandResult> {
	const { env } = process;
	const file = await readConfig(configPath(env));
	if (file.kind === "invalid") return usageErrorResult(file.issues);
	const settings = readSettings(flags, env, file.value);
	if (settings.base_url !== undefined && !URL.canParse(settings.base_url))
		return usageErrorResult([
			malformedIssue([], "The base URL must be an absolute URL."),
		]);
	const since = parseSince(flags.since, Date.now());
	if (typeof since === "object") return usageErrorResult([since]);
	return withOutbox(env, async (outbox) => {
		outbox.recover();
		const entries = outbox.list({ ...filterOf(settings, flags), since });
		return {
			exitCode: 0,
			json: entries.map(logRecord),
			text: (theme) => logTable(entries, theme),
		};
	});
}

/** The environment of the settings; a company or project only if a flag names it. */
function filterOf(settings: Settings, flags: LogFlags): EntryFilter {
	return {
		environment: environmentOf(settings.base_url),
		company_id: flags["company-id"],
		project_ids: flags["project-id"],
	};
}
