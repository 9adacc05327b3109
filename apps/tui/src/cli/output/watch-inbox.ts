import { outcomeTraits } from "@signoff/core";
import { sanitize, sanitizeJson } from "@signoff/core/validation";
import type { SafeResult } from "@signoff/sdk";
import type { InboxContents } from "../../model/read-inbox.ts";
import { waitingStepId } from "../../model/waiting-step.ts";
import { themeFor } from "../../terminal/theme.ts";
import { writeLines } from "../../terminal/write-lines.ts";
import type { CommandResult } from "./command-result.ts";
import type { InboxPrinter } from "./inbox-printer.ts";
import { readFailureResult } from "./read-failure-result.ts";

/** How an inbox is watched. */
export type WatchOptions = {
	/** What was read first. */
	first: InboxContents;
	read: () => Promise<SafeResult<InboxContents>>;
	print: InboxPrinter;
	process: {
		stdout: NodeJS.WriteStream;
		stderr: NodeJS.WriteStream;
		env: Partial<Record<string, string>>;
	};
	/** Resolves when it is to be read again, or when the signal aborts. */
	wait: () => Promise<void>;
	signal: AbortSignal;
};

/**
 * Prints the inbox, and later each step that has begun to wait, until the signal aborts. A read that can succeed later is
 * tried again; any other failure ends it.
 */
export async function watchInbox({
	first,
	read,
	print,
	process: { stdout, stderr, env },
	wait,
	signal,
}: WatchOptions): Promise<CommandResult> {
	const theme = themeFor(stdout, env);
	const shown = print.all(first);
	await writeLines(
		stdout,
		print.asJson ? shown.json.map(sanitizeJson) : shown.text(theme),
	);
	let hasHeading = first.waiting.length > 0;
	let known = new Set(first.waiting.map(waitingStepId));
	for (;;) {
		await wait();
		if (signal.aborted) return done;
		const found = await read();
		if (signal.aborted) return done;
		if (found.kind === "failed") {
			if (!outcomeTraits[found.outcome.kind].retryable)
				return readFailureResult(found);
			await writeLines(stderr, [`signoff: ${sanitize(found.message)}`]);
			continue;
		}
		const { waiting } = found.value;
		const added = waiting.filter((step) => !known.has(waitingStepId(step)));
		known = new Set(waiting.map(waitingStepId));
		if (added.length === 0) continue;
		const { json, text } = print.all({ waiting: added, hidden: 0 });
		const lines = print.asJson
			? json.map(sanitizeJson)
			: text(theme).slice(hasHeading ? 1 : 0);
		hasHeading = true;
		await writeLines(stdout, lines);
	}
}

/** Everything is printed already. */
const done: CommandResult = { exitCode: 0, json: [], text: () => [] };
