import type { Instance, Outcome, Submission } from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import {
	type Client,
	type ResolvedDraft,
	type SafeResult,
	safe,
} from "@signoff/sdk";
import {
	type Guardrails,
	guardrailRefusal,
	needsResponseType,
} from "../model/guardrails.ts";
import { responseTypeOf } from "../model/response-type.ts";
import { delay } from "../outbox/delay.ts";
import type { BulkRow } from "./bulk-row.ts";

/** A row that can be sent, or the outcome that says why not. */
export type PreparedRow =
	| { kind: "ready"; submission: Submission; instance: Instance | undefined }
	| { kind: "refused"; outcome: Outcome };

/** What rows are prepared with. */
export type PrepareContext = {
	client: Client;
	guardrails: Guardrails;
	/** Uploads the files of a row, and returns the submission with them. */
	attach: (submission: Submission, files: string[]) => Promise<Submission>;
	signal: AbortSignal;
	/** For each read, in milliseconds. */
	deadlineMs: number | undefined;
	now: () => number;
};

/**
 * Looks up the option of a row, checks the guardrails, and uploads its files. If the signal aborts, the outcome says that
 * nothing was sent.
 */
export async function prepareRow(
	row: BulkRow,
	context: PrepareContext,
): Promise<PreparedRow> {
	const { guardrails, attach } = context;
	const needsRead = row.isDraft || needsResponseType(guardrails);
	const resolved: PreparedRow = needsRead
		? await lookUp(row, context)
		: { kind: "ready", submission: row.submission, instance: undefined };
	if (resolved.kind === "refused") return resolved;
	const { submission, instance } = resolved;
	const refusal = guardrailRefusal(guardrails, {
		project_id: submission.project_id,
		...(needsRead && {
			response_type: responseTypeOf(submission, instance),
		}),
		comment: submission.response.comment,
	});
	if (refusal !== null) return refused(outcomes.invalid([refusal]));
	if (row.files.length === 0) return resolved;
	const attached = await uploaded(() => attach(submission, row.files));
	return attached.kind === "ok"
		? { ...resolved, submission: attached.value }
		: refused(attached.outcome);
}

/** Looks up the option. A lookup that meets the server's limit goes on when the limit allows it. */
async function lookUp(
	{ submission }: BulkRow,
	{ client, signal, deadlineMs, now }: PrepareContext,
): Promise<PreparedRow> {
	const { response, ...scope } = submission;
	const draft = {
		...scope,
		step: response.current_step_occurrence_id,
		option: response.selected_response_option_id,
		comment: response.comment,
		attachments: response.attachments,
	};
	for (;;) {
		const outcome = await tryLookUp(() =>
			client.resolveDraft(draft, { signal, deadlineMs }),
		);
		if (outcome.kind === "ready") return outcome;
		const { outcome: reason } = outcome;
		if (reason.kind !== "deferred" || reason.reason !== "rate_limited")
			return outcome;
		await delay(Math.max(0, Date.parse(reason.retry_at) - now()), signal);
	}
}

async function tryLookUp(
	call: () => Promise<ResolvedDraft>,
): Promise<PreparedRow> {
	const resolved = await safe(call());
	if (resolved.kind === "failed") return refused(resolved.outcome);
	if (resolved.value.kind === "refused") return refused(resolved.value.outcome);
	const { submission, instance } = resolved.value;
	return { kind: "ready", submission, instance };
}

/** A file that has disappeared since it was checked makes the row invalid. */
async function uploaded(
	upload: () => Promise<Submission>,
): Promise<SafeResult<Submission>> {
	try {
		return await safe(upload());
	} catch (error) {
		if (!isSystemError(error)) throw error;
		const outcome = outcomes.invalid([unreadableFile]);
		return { kind: "failed", outcome, message: unreadableFile.message };
	}
}

const unreadableFile = {
	code: "unreadable_file",
	path: ["response", "attachments"],
	message: "A file of the row cannot be read. Nothing was sent.",
};

function isSystemError(error: unknown): boolean {
	return error instanceof Error && "syscall" in error;
}

function refused(outcome: Outcome): PreparedRow {
	return { kind: "refused", outcome };
}
