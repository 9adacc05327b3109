import type { Company } from "@signoff/core/contract";
import { type Client, defaultBaseUrl, safe } from "@signoff/sdk";
import { elapsedText } from "../../model/elapsed.ts";
import { createProgressLine } from "../../terminal/progress-line.ts";
import type { CommandContext } from "../context/command-context.ts";
import type { CommandRun } from "../context/invocation.ts";
import { missingIssue, promptIfMissing } from "../context/required-input.ts";
import { withClient } from "../context/with-client.ts";
import type { CommandResult } from "../output/command-result.ts";
import {
	companyLine,
	type Identity,
	identityJson,
	methodLine,
	personLine,
	serverLine,
} from "../output/login-lines.ts";
import { readFailureResult } from "../output/read-failure-result.ts";
import { usageErrorResult } from "../output/usage-error-result.ts";

/** Shows the person, the company and the login. */
export const showIdentity: CommandRun = withClient(show);

/** A person waits for it, so it does not try for as long as other reads. */
const deadlineMs = 5_000;

async function show(context: CommandContext): Promise<CommandResult> {
	const { client, settings, login, prompt, signal, process, now } = context;
	const { stderr, env } = process;
	const base_url = settings.base_url ?? defaultBaseUrl;
	const options = { signal, deadlineMs };
	const { host } = new URL(base_url);
	const progress = createProgressLine({ output: stderr, env, now });
	const read = <T>(call: () => Promise<T>) => {
		progress.show((ms) => `Asking ${host} who you are${elapsedText(ms)}`);
		return safe(call()).finally(progress.end);
	};
	const first =
		settings.company_id === undefined
			? await read(() => firstCompany(client, options))
			: null;
	if (first?.kind === "failed") return readFailureResult(first);
	const company_id = await promptIfMissing(
		settings.company_id ?? first?.value?.id,
		"company_id",
		prompt,
	);
	if (company_id === null)
		return usageErrorResult([missingIssue("company_id")]);
	const me = await read(() => client.me({ company_id }, options));
	if (me.kind === "failed") return readFailureResult(me);
	const { saved, method } = login;
	const identity: Identity = {
		me: me.value,
		company: saved?.company ?? first?.value ?? { id: company_id, name: null },
		base_url,
		method,
		keychain: saved?.keychain ?? null,
		expires_at: await login.expiresAt(),
	};
	return {
		exitCode: 0,
		json: [identityJson(identity)],
		text: () => [
			personLine(identity.me),
			`Company: ${companyLine(identity.company)}`,
			`Environment: ${serverLine(base_url)}`,
			`Login: ${methodLine(identity, now())}`,
		],
	};
}

async function firstCompany(
	client: Client,
	options: { signal: AbortSignal; deadlineMs: number },
): Promise<Company | undefined> {
	for await (const { id, name } of client.companies.list(options))
		return { id, name };
	return undefined;
}
