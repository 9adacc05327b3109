import type { Attempt, Outcome } from "@signoff/core";
import type { RespondActivity } from "@signoff/sdk";
import {
	answeredStepId,
	type WaitingStep,
	waitingStepId,
} from "../../model/waiting-step.ts";
import { isRevocable, isStale, type OutboxEntry } from "../../outbox/entry.ts";

/** What the app knows about the outbox of its person. Times are Unix milliseconds. */
export type OutboxView = {
	/**
	 * `failed`: nothing can be sent or stored any more; the message says why and what to do. `outcome`: what is known about
	 * the answer that was being sent, if any.
	 */
	status:
		| { kind: "closed" }
		| { kind: "open" }
		| { kind: "failed"; message: string; outcome: Outcome | null };
	/** The entries that are not settled, in the order in which they were decided. */
	entries: OutboxEntry[];
	/** What this process is sending, by the entry's id. */
	progress: Partial<Record<string, EntryProgress>>;
	/** How the answers that were decided or sent here ended: one for each entry, the latest last. */
	results: EntryResult[];
	/** The steps of the answers that were decided here, by `waitingStepId`. */
	steps: Partial<Record<string, WaitingStep>>;
	/** Shown on every screen until `until`; `null` if there is nothing to say. */
	notice: Notice | null;
};

/** The progress of an entry that is being sent. */
export type EntryProgress = {
	/** When the current activity began. */
	since: number;
	attempts: Attempt[];
	/** The current request or wait; `null` before the first one. */
	activity: RespondActivity | null;
	/** The file that is being uploaded, before the first request of the answer. */
	upload?: FileUpload | null;
};

/** The upload of one of an answer's files, in bytes. */
export type FileUpload = {
	name: string;
	/** Its number among the files, from 1. */
	number: number;
	count: number;
	sent: number;
	total: number;
};

/** How much of a file is uploaded, in percent. */
export function uploadPercent({ sent, total }: FileUpload): number {
	return total === 0 ? 100 : Math.floor((sent / total) * 100);
}

/** An outcome of an entry. `seen`: it was shown, or says that the response is on record. */
export type EntryResult = {
	entry: OutboxEntry;
	outcome: Outcome;
	seen: boolean;
};

export type Notice = {
	text: string;
	/** The outcome that it is about, if any. */
	outcome: Outcome | null;
	until: number;
};

/** What to do if the outbox cannot be used. */
export const outboxFix =
	"Free space on the disk, allow access to the file, or move it away; then start the app again.";

/** Before the outbox is open. */
export const closedOutbox: OutboxView = {
	status: { kind: "closed" },
	entries: [],
	progress: {},
	results: [],
	steps: {},
	notice: null,
};

/** The newest entry that can be taken back since its undo window is open; `null` if there is none. */
export function newestHeld(
	{ entries }: OutboxView,
	now: number,
): OutboxEntry | null {
	return (
		entries.findLast(
			({ state }) => state.kind === "held" && state.until > now,
		) ?? null
	);
}

/** Whether an entry can still become a draft. */
export function canTakeBack(entry: OutboxEntry, now: number): boolean {
	return isRevocable(entry, now);
}

/** The entries that are not sent without the person's consent. */
export function entriesToConfirm(
	{ entries }: OutboxView,
	now: number,
): OutboxEntry[] {
	return entries.filter((entry) => !entry.leased && isStale(entry, now));
}

/** An entry by its id, if it is not settled. */
export function entryOf(
	{ entries }: OutboxView,
	id: string,
): OutboxEntry | null {
	return entries.find((entry) => entry.id === id) ?? null;
}

/** The entry that answers a step and is not settled. */
export function entryForStep(
	{ entries }: OutboxView,
	id: string,
): OutboxEntry | null {
	return (
		entries.find(({ submission }) => answeredStepId(submission) === id) ?? null
	);
}

/** The outcomes that the person has not seen yet. */
export function unseenResults({ results, entries }: OutboxView): EntryResult[] {
	const open = new Set(entries.map(({ id }) => id));
	return results.filter(({ seen, entry }) => !seen && !open.has(entry.id));
}

/** The outcome for a step that the person has not seen yet. */
export function unseenForStep(
	view: OutboxView,
	id: string,
): EntryResult | null {
	return (
		unseenResults(view).find(
			({ entry }) => answeredStepId(entry.submission) === id,
		) ?? null
	);
}

/**
 * The step of an entry: as it was decided here, as the inbox has it, or else made of what the entry knows.
 *
 * @param known steps that were read
 */
export function stepOfEntry(
	entry: OutboxEntry,
	{ steps }: Pick<OutboxView, "steps">,
	known: readonly WaitingStep[],
): WaitingStep {
	const id = answeredStepId(entry.submission);
	return (
		known.find((each) => waitingStepId(each) === id) ??
		steps[id] ??
		stepFromEntry(entry)
	);
}

/** The step that an entry answers, if no read shows it: its names, and the option that was chosen. */
function stepFromEntry({ submission, context }: OutboxEntry): WaitingStep {
	const { company_id, project_id, id, response } = submission;
	const option_id = response.selected_response_option_id;
	const step = {
		id: response.current_step_occurrence_id,
		step_uuid: null,
		name: context.step_name,
		started_at: null,
		overdue_at: null,
		available_response_options: [
			{ id: option_id, name: context.option ?? option_id, response_type: null },
		],
		response_occurrences: [],
	};
	return {
		scope: {
			company_id,
			...(project_id === undefined ? {} : { project_id }),
		},
		project: null,
		tool: context.item ?? `instance ${id}`,
		instance: {
			id,
			tool_type: null,
			item_id: null,
			started_at: null,
			ended_at: null,
			current_step_occurrence: step,
		},
		step,
		waiting_since: null,
		overdue: false,
	};
}
