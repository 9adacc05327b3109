import {
	type Me,
	type Outcome,
	outcomeTraits,
	type Submission,
} from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import { sanitize } from "@signoff/core/validation";
import { safe } from "@signoff/sdk";
import {
	type ResponseSubject,
	subjectOf,
	subjectText,
} from "../../model/response-subject.ts";
import type {
	EntryContext,
	NewEntry,
	OutboxEntry,
} from "../../outbox/entry.ts";
import { environmentOf } from "../../outbox/identity.ts";
import type { Outbox } from "../../outbox/outbox-api.ts";
import { OutboxError } from "../../outbox/outbox-error.ts";
import { settleClaim } from "../../outbox/settle-claim.ts";
import { type Turn, takeTurn } from "../../outbox/take-turn.ts";
import type { CommandContext } from "../context/command-context.ts";
import type { CommandResult } from "../output/command-result.ts";
import { outcomeResult } from "../output/outcome-result.ts";
import {
	createSendProgress,
	type SendProgress,
} from "../output/send-progress.ts";
import type { ReadySubmission } from "./complete-draft.ts";
import { type RepeatedFlags, resendCommand } from "./resend-command.ts";

const defaultWaitMs = 30_000;

/** How sending ended, with lines for the person. */
type Sent = { outcome: Outcome; notes: string[]; about: ResponseSubject };

/** Sends a response through the outbox: it is stored before the first request, and kept until it is certain. */
export async function sendResponse(
	outbox: Outbox,
	ready: ReadySubmission,
	context: CommandContext<RepeatedFlags>,
	waitMs: number | undefined,
): Promise<CommandResult> {
	const { process, now } = context;
	const subject = subjectOf(ready.submission, ready.instance, ready.optionName);
	const progress = createSendProgress({
		output: process.stderr,
		env: process.env,
		now,
	});
	try {
		const sent = await send(outbox, ready, subject, context, waitMs, progress);
		progress.end();
		return outcomeResult(sent.outcome, {
			about: subjectText(sent.about),
			notes: sent.notes,
		});
	} catch (error) {
		progress.end();
		if (!(error instanceof OutboxError) || error.outcome === null) throw error;
		return outcomeResult(error.outcome, {
			about: subjectText(subject),
			notes: [`  ${sanitize(error.message)}`],
		});
	}
}

async function send(
	outbox: Outbox,
	ready: ReadySubmission,
	subject: ResponseSubject,
	context: CommandContext<RepeatedFlags>,
	waitMs: number | undefined,
	progress: SendProgress,
): Promise<Sent> {
	const { client, signal, settings } = context;
	const { submission, instance, me, files } = ready;
	const unknown = {
		environment: environmentOf(settings.base_url),
		company_id: submission.company_id,
		person: me,
	};
	const person =
		me === null && outbox.hasUnsettled(unknown, submission)
			? await readMe(context, submission, waitMs)
			: me;
	const identity = { ...unknown, person };
	const { item, step_name, option } = subject;
	const entry: NewEntry = {
		submission,
		files,
		context: { item, step_name, option },
	};
	const again = resendNotes(ready, context);
	for (;;) {
		const turn = await takeTurn(outbox, identity, entry, {
			waitMs: waitMs ?? defaultWaitMs,
			signal,
			onBusy: () =>
				progress.show("Waiting for another signoff that sends the same answer"),
		});
		if (turn.kind !== "claimed")
			return { ...withoutTurn(turn, context, again), about: subject };
		// An entry that is taken up knows the names that were read when it was decided.
		const about = withNames(subject, turn.claim.entry.context);
		const result = await settleClaim(client, turn.claim, {
			signal,
			instance,
			deadlineMs: waitMs,
			onProgress: ({ activity }) => progress.onActivity(activity),
			onUpload: progress.onUpload,
		});
		switch (result.kind) {
			case "ended":
				return { outcome: result.outcome, notes: again(result.outcome), about };
			case "aborted": {
				const isDraft = outbox.get(turn.claim.entry.id) === null;
				return {
					outcome: result.outcome,
					notes: isDraft ? [interrupted] : again(result.outcome),
					about,
				};
			}
			case "waiting":
			case "lost":
				// Another process has taken over: its outcome is this answer's.
				break;
		}
	}
}

function withNames(
	subject: ResponseSubject,
	{ item, step_name, option }: EntryContext,
): ResponseSubject {
	return {
		...subject,
		item: subject.item ?? item,
		step_name: subject.step_name ?? step_name,
		option: subject.option ?? option,
	};
}

/** The owner of the token; `null` if it cannot be read. */
async function readMe(
	{ client, signal }: CommandContext<RepeatedFlags>,
	submission: Submission,
	deadlineMs: number | undefined,
): Promise<Me | null> {
	const me = await safe(client.me(submission, { signal, deadlineMs }));
	return me.kind === "ok" ? me.value : null;
}

const interrupted =
	"  It was stopped before anything was sent. The answer is kept as a draft, and nothing sends it.";

/** The result if this process does not send the answer. */
function withoutTurn(
	turn: Exclude<Turn, { kind: "claimed" }>,
	context: CommandContext<RepeatedFlags>,
	again: (outcome: Outcome) => string[],
): Omit<Sent, "about"> {
	const { now } = context;
	switch (turn.kind) {
		case "settled":
			return { outcome: turn.outcome, notes: again(turn.outcome) };
		case "busy": {
			const outcome = outcomes.uncertain(now());
			return { outcome, notes: again(outcome) };
		}
		case "unsettled":
			return {
				outcome: outcomes.invalid([unsettledAnswer(turn.entry)]),
				notes: [
					"  This settles the earlier answer:",
					commandLine(turn.entry, context),
				],
			};
	}
}

function unsettledAnswer({ context, submission }: OutboxEntry): {
	code: string;
	path: string[];
	message: string;
} {
	const option =
		context.option ??
		`option ${submission.response.selected_response_option_id}`;
	return {
		code: "unsettled_answer",
		path: ["response"],
		message: `An earlier answer of yours to this step may be on record and is not settled: “${option}”. Nothing was sent.`,
	};
}

/** Lines for an outcome that sending the same response again can settle. */
function resendNotes(
	ready: ReadySubmission,
	context: CommandContext<RepeatedFlags>,
): (outcome: Outcome) => string[] {
	return (outcome) =>
		outcomeTraits[outcome.kind].retryable
			? [
					"  It stays in the outbox, and the app sends it again by itself. To send it again now, run:",
					commandLine(ready, context),
				]
			: [];
}

function commandLine(
	resend: Pick<ReadySubmission, "submission" | "files">,
	{ flags, settings }: CommandContext<RepeatedFlags>,
): string {
	return `    ${sanitize(resendCommand(resend, flags, settings))}`;
}
