import type { Scope } from "@signoff/core";
import { readItemUrl } from "../../model/item-url.ts";
import { parseDeadline } from "../args/deadline.ts";
import { commonFlags, scopeFlags } from "../args/flag-groups.ts";
import type { CommandContext } from "../context/command-context.ts";
import { missingIssue } from "../context/required-input.ts";
import type { Result } from "../output/result.ts";
import type { Command } from "./command.ts";

/** `signoff`: opens the app on the inbox, or with `--instance` on one step. Loads Ink only if it runs. */
export const app: Command = {
	summary: "Open the app: read and answer the steps that wait for you.",
	flags: [...scopeFlags, "instance", "deadline", ...commonFlags, "version"],
	examples: ["signoff", "signoff --instance 9001"],
	run: openTerminalApp,
};

async function openTerminalApp(context: CommandContext): Promise<Result> {
	const { flags, settings, client, signal, now, process } = context;
	const deadlineMs = parseDeadline(flags.deadline);
	if (typeof deadlineMs === "object")
		return { kind: "usage_error", issues: [deadlineMs] };
	const item_url = readItemUrl(settings.item_url ?? null);
	if (item_url.kind === "invalid")
		return { kind: "usage_error", issues: item_url.issues };
	const { company_id, project_id } = settings;
	const instance = flags.instance ?? null;
	if (company_id === undefined && instance !== null)
		return { kind: "usage_error", issues: [missingIssue("company_id")] };
	const scope: Scope | null =
		company_id === undefined ? null : { company_id, project_id };
	const { openApp } = await import("../../app/run-app.ts");
	const { env, stdin, stdout } = process;
	const exit = await openApp({
		target: { scope, instance, item_url: item_url.value },
		client,
		deadlineMs,
		signal,
		env,
		stdin,
		stdout,
		now,
	});
	return { kind: "app_exit", ...exit };
}
