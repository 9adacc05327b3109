import { type Outcome, type OutcomeKind, outcomeTraits } from "@signoff/core";
import type { EntryContext, OutboxEntry } from "../../outbox/entry.ts";
import { entryMark } from "../../outbox/entry.ts";
import type { OutboxView } from "./outbox-view.ts";

/** An answer of a batch that was not put into the outbox. */
export type BatchRefused = {
	context: EntryContext;
	instance_id: string;
	/** `null`: another answer to the step is not settled. */
	outcome: Outcome | null;
};

/** A batch that was put into the outbox. */
export type SentBatch = {
	entries: readonly OutboxEntry[];
	refused: readonly BatchRefused[];
};

/** How an answer of a batch stands. */
export type BatchRowStatus =
	| { kind: "outcome"; outcome: Outcome }
	/** Its undo window is open until then, in Unix milliseconds. */
	| { kind: "held"; until: number }
	| { kind: "sending" }
	/** It is tried again by itself. */
	| { kind: "uncertain" | "waiting" }
	/** It was taken back. */
	| { kind: "draft" }
	/** Another answer to the step is not settled. */
	| { kind: "blocked" };

/** An answer of a batch. */
export type BatchRow = {
	context: EntryContext;
	instance_id: string;
	/** `null`: it never was in the outbox. */
	entry: OutboxEntry | null;
	status: BatchRowStatus;
};

/** The answers of a batch, failures first. */
export function batchRows(
	{ entries, refused }: SentBatch,
	view: OutboxView,
): BatchRow[] {
	const open = new Map(view.entries.map((entry) => [entry.id, entry]));
	const results = new Map(
		view.results.map(({ entry, outcome }) => [entry.id, outcome]),
	);
	const rows: BatchRow[] = [
		...entries.map((entry) => ({
			context: entry.context,
			instance_id: entry.submission.id,
			entry: open.get(entry.id) ?? entry,
			status: statusOf(entry.id, open, results, view),
		})),
		...refused.map(
			({ outcome, ...row }): BatchRow => ({
				...row,
				entry: null,
				status:
					outcome === null ? { kind: "blocked" } : { kind: "outcome", outcome },
			}),
		),
	];
	return rows.toSorted((a, b) => rankOf(a.status) - rankOf(b.status));
}

function statusOf(
	id: string,
	open: ReadonlyMap<string, OutboxEntry>,
	results: ReadonlyMap<string, Outcome>,
	view: OutboxView,
): BatchRowStatus {
	const entry = open.get(id);
	const outcome = results.get(id);
	if (entry === undefined)
		return outcome === undefined
			? { kind: "draft" }
			: { kind: "outcome", outcome };
	if (view.progress[id] !== undefined) return { kind: "sending" };
	if (entry.state.kind === "held")
		return { kind: "held", until: entry.state.until };
	const { state, sent } = entry;
	if (state.kind === "open" && state.outcome === null && !sent)
		return { kind: "sending" };
	return { kind: entryMark(entry) ?? "sending" };
}

const outcomeOrder: readonly OutcomeKind[] = [
	"unauthenticated",
	"forbidden",
	"not_found",
	"invalid",
	"superseded",
	"conflict",
	"uncertain",
	"deferred",
	"accepted",
	"unchanged",
	"recorded",
];

/** Failures come first, then what needs attention, then what is on its way, and last what is on record. */
function rankOf(status: BatchRowStatus): number {
	switch (status.kind) {
		case "blocked":
			return -1;
		case "outcome": {
			const { kind } = status.outcome;
			const { onRecord } = outcomeTraits[kind];
			return outcomeOrder.indexOf(kind) + (onRecord ? 100 : 0);
		}
		case "uncertain":
			return 20;
		case "waiting":
			return 21;
		case "draft":
			return 22;
		case "sending":
			return 30;
		case "held":
			return 31;
	}
}

/** Whether an answer is certainly not on record, and is not sent again. */
export function isFailure({ status }: BatchRow): boolean {
	return countOf(status) === "failed";
}

/** How many answers there are of each sort. */
export type BatchCounts = {
	all: number;
	onRecord: number;
	/** Certainly not on record. */
	failed: number;
	drafts: number;
	/** Tried again by themselves. */
	later: number;
	/** Held back or being sent. */
	going: number;
};

export function batchCounts(rows: readonly BatchRow[]): BatchCounts {
	const counts = {
		all: rows.length,
		onRecord: 0,
		failed: 0,
		drafts: 0,
		later: 0,
		going: 0,
	};
	for (const { status } of rows) counts[countOf(status)]++;
	return counts;
}

function countOf(status: BatchRowStatus): Exclude<keyof BatchCounts, "all"> {
	switch (status.kind) {
		case "outcome": {
			const { onRecord, retryable } = outcomeTraits[status.outcome.kind];
			return onRecord ? "onRecord" : retryable ? "later" : "failed";
		}
		case "blocked":
			return "failed";
		case "uncertain":
		case "waiting":
			return "later";
		case "draft":
			return "drafts";
		case "sending":
		case "held":
			return "going";
	}
}
