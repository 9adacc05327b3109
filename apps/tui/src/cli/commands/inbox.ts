import { readInbox } from "../../model/read-inbox.ts";
import { commonFlags, scopeFlags } from "../args/flag-groups.ts";
import type { CommandContext } from "../context/command-context.ts";
import { missingIssue, promptIfMissing } from "../context/required-input.ts";
import type { Result } from "../output/result.ts";
import type { Command } from "./command.ts";

/** `signoff inbox`: lists the steps that wait for this person in a company or in one project, overdue ones first. */
export const inbox: Command = {
	summary: "List the steps that wait for you, overdue ones first.",
	flags: [...scopeFlags, ...commonFlags],
	examples: [
		"signoff inbox --company-id 4201",
		"signoff inbox --company-id 4201 --project-id 77 --json",
	],
	run: listInbox,
};

async function listInbox({
	settings,
	client,
	prompt,
	signal,
}: CommandContext): Promise<Result> {
	const company_id = await promptIfMissing(
		settings.company_id,
		"company_id",
		prompt,
	);
	if (company_id === null)
		return { kind: "usage_error", issues: [missingIssue("company_id")] };
	const scope = { company_id, project_id: settings.project_id };
	const found = await readInbox(client, scope, signal);
	return found.kind === "ok"
		? { kind: "inbox", ...found.value }
		: { ...found, kind: "read_failed" };
}
