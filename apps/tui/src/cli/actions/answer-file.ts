import { createReadStream } from "node:fs";
import { addAbortSignal } from "node:stream";
import { exitCodes, type Issue } from "@signoff/core";
import { malformedIssue, sanitizeJson } from "@signoff/core/validation";
import { defaultBaseUrl } from "@signoff/sdk";
import { JournalError } from "@signoff/sdk/node";
import { BulkFileError } from "../../bulk/bulk-row.ts";
import type { BulkEnd, BulkOptions } from "../../bulk/run-file.ts";
import { worstKind } from "../../bulk/tally.ts";
import { stateFolder } from "../../model/state-folder.ts";
import { OutboxError } from "../../outbox/outbox-error.ts";
import { writeLines } from "../../terminal/write-lines.ts";
import type { Flags } from "../args/flags.ts";
import type { scopeFlags, waitFlag } from "../args/shared-flags.ts";
import { parseWait } from "../args/wait.ts";
import type { CommandContext } from "../context/command-context.ts";
import type { CommandRun } from "../context/invocation.ts";
import { projectIds } from "../context/settings.ts";
import { withClient } from "../context/with-client.ts";
import { bulkLines } from "../output/bulk-lines.ts";
import { createBulkProgress } from "../output/bulk-progress.ts";
import type { CommandResult } from "../output/command-result.ts";
import { readFailureResult } from "../output/read-failure-result.ts";
import { usageErrorResult } from "../output/usage-error-result.ts";

type BulkFlags = Flags<typeof scopeFlags & typeof waitFlag> & {
	"dry-run"?: boolean;
	concurrency?: string;
	json?: boolean;
};

type BulkContext = CommandContext<BulkFlags>;

/** Answers each row of a file. */
export const answerFile: CommandRun<BulkFlags> = withClient(answerRows);

async function answerRows(context: BulkContext): Promise<CommandResult> {
	const { flags, positionals, signal } = context;
	const [file] = positionals;
	const concurrency = parseConcurrency(flags.concurrency);
	const deadlineMs = parseWait(flags.wait);
	const issues = [concurrency, deadlineMs].filter(
		(value) => typeof value === "object",
	);
	if (file === undefined) issues.unshift(missingFile);
	if (
		file === undefined ||
		issues.length > 0 ||
		typeof concurrency !== "number"
	)
		return usageErrorResult(issues);
	const input =
		file === "-"
			? addAbortSignal(signal, context.stdin)
			: createReadStream(file, { signal });
	const progress = createBulkProgress(
		context.process.stderr,
		context.process.env,
		context.now,
		flags.json === true,
	);
	try {
		const { runFile } = await import("../../bulk/run-file.ts");
		const end = await runFile({
			...optionsOf(context),
			input,
			concurrency,
			deadlineMs: typeof deadlineMs === "number" ? deadlineMs : undefined,
			onBegin: progress.begin,
			async onResult(result) {
				progress.add(
					"outcome" in result ? result.outcome.kind : result.preview.would,
				);
				if (flags.json)
					await writeLines(context.process.stdout, [sanitizeJson(result)]);
			},
		});
		return bulkResult(end, flags["dry-run"] === true);
	} catch (error) {
		const issue = signal.aborted ? interrupted : fileIssue(error);
		if (issue === null) throw error;
		return usageErrorResult([issue]);
	} finally {
		progress.end();
	}
}

function optionsOf(
	context: BulkContext,
): Omit<
	BulkOptions,
	"input" | "concurrency" | "deadlineMs" | "onBegin" | "onResult"
> {
	const { flags, settings, client, login, signal, now, process } = context;
	const projects = projectIds(settings);
	return {
		defaults: {
			company_id: settings.company_id,
			project_id: projects.length === 1 ? projects[0] : undefined,
		},
		guardrails: settings.guardrails ?? {},
		client,
		base_url: settings.base_url ?? defaultBaseUrl,
		login: login.saved?.person.id ?? settings.token ?? "",
		folder: stateFolder(process.env),
		dryRun: flags["dry-run"] === true,
		signal,
		now,
	};
}

function bulkResult(end: BulkEnd, dryRun: boolean): CommandResult {
	if (end.kind === "invalid") return usageErrorResult(end.issues);
	if (end.kind === "failed") return readFailureResult(end);
	const { summary } = end;
	return {
		exitCode: exitCodes[worstKind(summary.kinds)],
		json: [{ summary }],
		text: (theme) => bulkLines(end, dryRun, theme),
	};
}

const maxConcurrency = 64;

function parseConcurrency(text = "8"): number | Issue {
	const value = /^\d{1,3}$/.test(text) ? Number(text) : 0;
	return value >= 1 && value <= maxConcurrency
		? value
		: malformedIssue(
				[],
				`\`--concurrency\` must be a number from 1 to ${maxConcurrency}.`,
			);
}

const missingFile = malformedIssue(
	[],
	"The file is missing: `signoff bulk FILE`, or `signoff bulk -` to read standard input.",
);

const interrupted = malformedIssue(
	[],
	"Reading the file was interrupted. Nothing was sent.",
);

const readProblems: Partial<Record<string, string>> = {
	ENOENT: "it does not exist",
	EACCES: "permission denied",
	EISDIR: "it is a folder",
};

/** Why the file cannot be answered; `null` for an error that is not about it. */
function fileIssue(error: unknown): Issue | null {
	if (
		error instanceof BulkFileError ||
		error instanceof JournalError ||
		error instanceof OutboxError
	)
		return malformedIssue([], error.message);
	const code = error instanceof Error && "code" in error ? error.code : null;
	const problem = readProblems[String(code)];
	return problem === undefined
		? null
		: malformedIssue([], `The file cannot be read: ${problem}.`);
}
