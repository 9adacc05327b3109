import type { InboxProgress } from "@signoff/sdk";
import { progressTexts } from "../../model/load-progress.ts";
import { readInbox } from "../../model/read-inbox.ts";
import { watchedProjects } from "../../model/watched.ts";
import { delay } from "../../outbox/delay.ts";
import { createProgressLine } from "../../terminal/progress-line.ts";
import type { Flags } from "../args/flags.ts";
import type { scopeFlags } from "../args/shared-flags.ts";
import type { CommandContext } from "../context/command-context.ts";
import type { CommandRun } from "../context/invocation.ts";
import { missingIssue, promptIfMissing } from "../context/required-input.ts";
import { projectIds } from "../context/settings.ts";
import { withClient } from "../context/with-client.ts";
import type { CommandResult } from "../output/command-result.ts";
import { parseFields } from "../output/inbox-fields.ts";
import { createInboxPrinter } from "../output/inbox-printer.ts";
import { readFailureResult } from "../output/read-failure-result.ts";
import { usageErrorResult } from "../output/usage-error-result.ts";
import { watchInbox } from "../output/watch-inbox.ts";

type InboxFlags = Flags<typeof scopeFlags> & {
	fields?: string;
	watch?: boolean;
	json?: boolean;
};

type InboxContext = CommandContext<InboxFlags>;

/** Lists the steps that wait for this person. */
export const listInbox: CommandRun<InboxFlags> = withClient(list);

async function list(context: InboxContext): Promise<CommandResult> {
	const { settings, prompt, flags, signal } = context;
	const fields = parseFields(flags.fields);
	if (fields !== null && "code" in fields) return usageErrorResult([fields]);
	const company_id = await promptIfMissing(
		settings.company_id,
		"company_id",
		prompt,
	);
	if (company_id === null)
		return usageErrorResult([missingIssue("company_id")]);
	const read = (): ReturnType<typeof readInbox> =>
		readOnce(context, company_id);
	const print = createInboxPrinter(fields, flags.json === true);
	const found = await read();
	if (found.kind === "failed") return readFailureResult(found);
	if (!flags.watch) return print.all(found.value);
	return watchInbox({
		first: found.value,
		read,
		print,
		process: context.process,
		wait: () => delay(refreshMs, signal),
		signal,
	});
}

// As often as the app reads it.
const refreshMs = 5 * 60_000;

async function readOnce(
	context: InboxContext,
	company_id: string,
): ReturnType<typeof readInbox> {
	const { settings, client, signal } = context;
	const progress = showProgress(context);
	try {
		return await readInbox(client, company_id, {
			watched: watchedProjects(projectIds(settings)) ?? { kind: "all" },
			signal,
			onProgress: progress.show,
		});
	} finally {
		progress.end();
	}
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
