import type { Issue } from "../validation/issue.ts";

/** What is on record for a person and a step. */
export type OnRecord = {
	option: { id: string | null; name: string; response_type: string | null };
	comment: string | null;
	/** ISO 8601, UTC. */
	submitted_at: string | null;
};

/** One call that was made on the way to an outcome. */
export type Attempt = {
	call: CallName;
	/** The HTTP status, or `null` where no answer came. */
	status: number | null;
	/** The server's `x-request-id`. */
	request_id: string | null;
	duration_ms: number;
	/** What was learnt from it, in a few words. */
	concluded: string;
};

/** The calls a settlement may make. */
export type CallName =
	| "submit"
	| "read_instance"
	| "read_history"
	| "read_me"
	| "refresh_token";

/** A person, as far as an outcome names one. */
export type PersonRef = { id: string; name: string };

/** Why something was refused, in the server's words; `null` where it gave none. */
export type Reason = { code: string; message: string } | null;

/** Why nothing could be recorded yet. */
export type DeferredReason = "rate_limited" | "unavailable" | "unreachable";

/** A part of a response in which two differ. */
export type ChangedField = "response_option" | "comment";

/** What is known to be true after a submission (design: one union, one literal `kind`). JSON-safe. */
export type Outcome = {
	/** Every call made, in order. */
	attempts: Attempt[];
	/** Whether the attachments on record are those submitted; left out where it was not asked. */
	attachments?: "same" | "differ" | "unknown";
} & (
	| { kind: "recorded" | "unchanged" | "accepted" }
	| { kind: "conflict"; on_record: OnRecord; differs: ChangedField[] }
	| { kind: "superseded"; decided_by: PersonRef[] }
	| { kind: "invalid"; issues: Issue[] }
	| { kind: "unauthenticated" | "forbidden" | "not_found"; reason: Reason }
	| { kind: "deferred"; reason: DeferredReason; retry_at: string }
	| { kind: "uncertain"; retry_at: string }
);

/** Every kind there is, in the order of the table of outcomes. */
export const outcomeKinds = [
	"recorded",
	"unchanged",
	"accepted",
	"conflict",
	"superseded",
	"invalid",
	"unauthenticated",
	"forbidden",
	"not_found",
	"deferred",
	"uncertain",
] as const;

/** The literal that tells outcomes apart. */
export type OutcomeKind = (typeof outcomeKinds)[number];

/** The outcome of a given kind. */
export type OutcomeOf<K extends OutcomeKind> = Outcome & { kind: K };

/** A total table over the kinds: a new kind does not compile until it has its place. */
export type OutcomeTable<T> = {
	[K in OutcomeKind]: (outcome: OutcomeOf<K>) => T;
};

/** Looks an outcome up in a total table. */
export function matchOutcome<T>(outcome: Outcome, table: OutcomeTable<T>): T {
	const place = table[outcome.kind] as (outcome: Outcome) => T;
	return place(outcome);
}

/** Kinds that say: this response is on record. */
export type OnRecordKind = "recorded" | "unchanged" | "accepted";

/** Kinds that name a plain refusal. */
export type RefusedKind = "unauthenticated" | "forbidden" | "not_found";

/**
 * The one place where outcomes are made. Attempts are the settlement's to add.
 */
export const outcomes = {
	onRecord: (kind: OnRecordKind): Outcome => ({ kind, attempts: [] }),
	conflict: (on_record: OnRecord, differs: ChangedField[]): Outcome => ({
		kind: "conflict",
		on_record,
		differs,
		attempts: [],
	}),
	superseded: (decided_by: PersonRef[]): Outcome => ({
		kind: "superseded",
		decided_by,
		attempts: [],
	}),
	invalid: (issues: Issue[]): Outcome => ({
		kind: "invalid",
		issues,
		attempts: [],
	}),
	refused: (kind: RefusedKind, reason: Reason): Outcome => ({
		kind,
		reason,
		attempts: [],
	}),
	/** @param retryAt Unix milliseconds. */
	deferred: (reason: DeferredReason, retryAt: number): Outcome => ({
		kind: "deferred",
		reason,
		retry_at: iso(retryAt),
		attempts: [],
	}),
	/** @param retryAt Unix milliseconds. */
	uncertain: (retryAt: number): Outcome => ({
		kind: "uncertain",
		retry_at: iso(retryAt),
		attempts: [],
	}),
	/** The same outcome, with the calls that led to it. */
	withAttempts: (outcome: Outcome, attempts: Attempt[]): Outcome => ({
		...outcome,
		attempts,
	}),
};

function iso(at: number): string {
	return new Date(at).toISOString();
}
