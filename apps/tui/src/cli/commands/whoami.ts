import type { Me } from "@signoff/core";
import { sanitize } from "@signoff/core/validation";
import { safe } from "@signoff/sdk";
import { commonFlags, scopeFlags } from "../args/shared-flags.ts";
import type { CommandContext } from "../context/command-context.ts";
import { missingIssue, promptIfMissing } from "../context/required-input.ts";
import { withClient } from "../context/with-client.ts";
import type { CommandResult } from "../output/command-result.ts";
import { readFailureResult } from "../output/read-failure-result.ts";
import { usageErrorResult } from "../output/usage-error-result.ts";
import type { Command } from "./command.ts";

/** `signoff whoami`: shows the person whose token it is. Without a company it asks in the first one the token can see. */
export const whoami: Command = {
	name: "whoami",
	summary: "Show whose token it is.",
	flags: {
		"base-url": scopeFlags["base-url"],
		"company-id": scopeFlags["company-id"],
		...commonFlags,
	},
	examples: ["signoff whoami"],
	run: withClient(showOwner),
};

async function showOwner(context: CommandContext): Promise<CommandResult> {
	const { client, settings, prompt, signal } = context;
	const company =
		settings.company_id === undefined
			? await safe(firstCompany(context))
			: null;
	if (company?.kind === "failed") return readFailureResult(company);
	const company_id = await promptIfMissing(
		settings.company_id ?? company?.value,
		"company_id",
		prompt,
	);
	if (company_id === null)
		return usageErrorResult([missingIssue("company_id")]);
	const me = await safe(client.me({ company_id }, { signal }));
	if (me.kind === "failed") return readFailureResult(me);
	return {
		exitCode: 0,
		json: [{ me: me.value }],
		text: () => [sanitize(personLine(me.value))],
	};
}

async function firstCompany({
	client,
	signal,
}: CommandContext): Promise<string | undefined> {
	for await (const { id } of client.companies.list({ signal })) return id;
	return undefined;
}

function personLine({ name, login, id }: Me): string {
	return [name, login === null ? null : `<${login}>`, `(id ${id})`]
		.filter((part) => part !== null)
		.join(" ");
}
