import type { InboxProgress } from "@signoff/sdk";
import { progressTexts } from "../../model/load-progress.ts";
import { readInbox } from "../../model/read-inbox.ts";
import { watchedProjects } from "../../model/watched.ts";
import { createProgressLine } from "../../terminal/progress-line.ts";
import type { Flags } from "../args/flags.ts";
import type { scopeFlags } from "../args/shared-flags.ts";
import type { CommandContext } from "../context/command-context.ts";
import type { CommandRun } from "../context/invocation.ts";
import { missingIssue, promptIfMissing } from "../context/required-input.ts";
import { projectIds } from "../context/settings.ts";
import { withClient } from "../context/with-client.ts";
import type { CommandResult } from "../output/command-result.ts";
import { inboxTable } from "../output/inbox-table.ts";
import { readFailureResult } from "../output/read-failure-result.ts";
import { usageErrorResult } from "../output/usage-error-result.ts";

type InboxFlags = Flags<typeof scopeFlags>;

type InboxContext = CommandContext<InboxFlags>;

/** Lists the steps that wait for this person. */
export const listInbox: CommandRun<InboxFlags> = withClient(list);

async function list(context: InboxContext): Promise<CommandResult> {
	const { settings, client, prompt, signal } = context;
	const company_id = await promptIfMissing(
		settings.company_id,
		"company_id",
		prompt,
	);
	if (company_id === null)
		return usageErrorResult([missingIssue("company_id")]);
	const progress = showProgress(context);
	const found = await readInbox(client, company_id, {
		watched: watchedProjects(projectIds(settings)) ?? { kind: "all" },
		signal,
		onProgress: progress.show,
	});
	progress.end();
	if (found.kind === "failed") return readFailureResult(found);
	const { waiting, hidden } = found.value;
	return {
		exitCode: 0,
		json: waiting.map(({ scope, ...row }) => ({ ...scope, ...row })),
		text: (theme) => inboxTable(waiting, hidden, theme),
	};
}

/** On a terminal a line on standard error shows the progress. Elsewhere only a long wait is reported. */
function showProgress({ process: { stderr, env }, now }: InboxContext): {
	show: (progress: InboxProgress) => void;
	end: () => void;
} {
	if (!stderr.isTTY || env["TERM"] === "dumb") {
		let reported: string | null = null;
		const show = ({ waiting_until, ...progress }: InboxProgress): void => {
			if (waiting_until === null || waiting_until === reported) return;
			if (Date.parse(waiting_until) - now() < longWaitMs) return;
			reported = waiting_until;
			const texts = progressTexts({ ...progress, waiting_until }, 0);
			stderr.write(`signoff: ${texts.join(", ")}\n`);
		};
		return { show, end: () => {} };
	}
	const line = createProgressLine({ output: stderr, env, now });
	const show = (progress: InboxProgress): void =>
		line.show((ms) => progressTexts(progress, ms).join(", "));
	return { show, end: line.end };
}

const longWaitMs = 15_000;
