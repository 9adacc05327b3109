import type { Scope } from "@signoff/core";
import type { Session } from "../context/command-context.ts";
import { readItemUrl } from "../context/item-url.ts";
import { missing } from "../context/required-input.ts";
import type { Result } from "../output/result.ts";
import { milliseconds } from "./respond.ts";

/** `signoff`: opens the app on the inbox, or with `--instance` on one step. Ink is loaded here and not before. */
export async function app(session: Session): Promise<Result> {
	const { args, settings, client, signal, now, host } = session;
	const deadlineMs = milliseconds(args.texts.deadline);
	if (typeof deadlineMs === "object")
		return { kind: "misused", issues: [deadlineMs] };
	const item_url = readItemUrl(settings.item_url ?? null);
	if (item_url.kind === "invalid")
		return { kind: "misused", issues: item_url.issues };
	const { company_id, project_id } = settings;
	const instance = args.texts.instance ?? null;
	if (company_id === undefined && instance !== null)
		return { kind: "misused", issues: [missing("company_id")] };
	const scope: Scope | null =
		company_id === undefined ? null : { company_id, project_id };
	const { openApp } = await import("../../app/run-app.ts");
	const { env, stdin, stdout } = host;
	const left = await openApp({
		target: { scope, instance, item_url: item_url.value },
		client,
		deadlineMs,
		signal,
		env,
		stdin,
		stdout,
		now,
	});
	return { kind: "left", ...left };
}
