import { readInbox } from "../../model/read-inbox.ts";
import { commonFlags, scopeFlags } from "../args/shared-flags.ts";
import type { CommandContext } from "../context/command-context.ts";
import { missingIssue, promptIfMissing } from "../context/required-input.ts";
import { withClient } from "../context/with-client.ts";
import type { CommandResult } from "../output/command-result.ts";
import { inboxTable } from "../output/inbox-table.ts";
import { readFailureResult } from "../output/read-failure-result.ts";
import { usageErrorResult } from "../output/usage-error-result.ts";
import type { Command } from "./command.ts";

/** `signoff inbox`: lists the steps that wait for this person in a company or in one project, overdue ones first. */
export const inbox: Command = {
	name: "inbox",
	summary: "List the steps that wait for you, overdue ones first.",
	flags: { ...scopeFlags, ...commonFlags },
	examples: [
		"signoff inbox --company-id 4201",
		"signoff inbox --company-id 4201 --project-id 77 --json",
	],
	run: withClient(listInbox),
};

async function listInbox({
	settings,
	client,
	prompt,
	signal,
}: CommandContext): Promise<CommandResult> {
	const company_id = await promptIfMissing(
		settings.company_id,
		"company_id",
		prompt,
	);
	if (company_id === null)
		return usageErrorResult([missingIssue("company_id")]);
	const scope = { company_id, project_id: settings.project_id };
	const found = await readInbox(client, scope, signal);
	if (found.kind === "failed") return readFailureResult(found);
	const { waiting, hidden } = found.value;
	return {
		exitCode: 0,
		json: waiting.map(({ scope, ...row }) => ({ ...scope, ...row })),
		text: (theme) => inboxTable(waiting, hidden, theme),
	};
}
