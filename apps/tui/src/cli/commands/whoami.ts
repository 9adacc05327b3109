import { safe } from "@signoff/sdk";
import { commonFlags } from "../args/flag-groups.ts";
import type { CommandContext } from "../context/command-context.ts";
import { missingIssue, promptIfMissing } from "../context/required-input.ts";
import type { Result } from "../output/result.ts";
import type { Command } from "./command.ts";

/** `signoff whoami`: shows the person whose token it is. Without a company it asks in the first one the token can see. */
export const whoami: Command = {
	summary: "Show whose token it is.",
	flags: ["base-url", "company-id", ...commonFlags],
	examples: ["signoff whoami"],
	run: showOwner,
};

async function showOwner(context: CommandContext): Promise<Result> {
	const { client, settings, prompt, signal } = context;
	const company =
		settings.company_id === undefined
			? await safe(firstCompany(context))
			: null;
	if (company?.kind === "failed") return { ...company, kind: "read_failed" };
	const company_id = await promptIfMissing(
		settings.company_id ?? company?.value,
		"company_id",
		prompt,
	);
	if (company_id === null)
		return { kind: "usage_error", issues: [missingIssue("company_id")] };
	const me = await safe(client.me({ company_id }, { signal }));
	return me.kind === "ok"
		? { kind: "me", me: me.value }
		: { ...me, kind: "read_failed" };
}

async function firstCompany({
	client,
	signal,
}: CommandContext): Promise<string | undefined> {
	for await (const { id } of client.companies.list({ signal })) return id;
	return undefined;
}
