import { boundIssues } from "../validation/bound-issues.ts";
import type { Issue } from "../validation/issue.ts";
import { type Cause, type CauseCode, causeMessages } from "./cause.ts";
import { maxMoment } from "./moment.ts";

/** The response of a person that is on record for a step. */
export type OnRecord = {
	option: { id: string | null; name: string; response_type: string | null };
	comment: string | null;
	/** Present if the comment is longer: an HTTP reply has its first 8 kB. */
	comment_truncated?: boolean | undefined;
	/** ISO 8601, UTC. */
	submitted_at: string | null;
};

/** One request on the way to an outcome. */
export type Attempt = {
	call: CallName;
	/** The HTTP status; `null` without an HTTP response. */
	status: number | null;
	/** The server's `x-request-id`. */
	request_id: string | null;
	duration_ms: number;
	/** What the settlement concluded from it, in a few words. */
	concluded: string;
	/** Why no answer decided it. */
	cause?: CauseCode;
};

/** The requests that a settlement may make. */
export type CallName =
	| "submit"
	| "read_instance"
	| "read_history"
	| "read_me"
	| "refresh_token";

/** A person named in an outcome. */
export type PersonRef = { id: string; name: string };

/** The server's reason for a refusal; `null` if it gave none. */
export type Reason = { code: string; message: string } | null;

/** Why nothing was recorded yet. */
export type DeferredReason = "rate_limited" | "unavailable" | "unreachable";

/** A field in which two responses differ. */
export type ChangedField = "response_option" | "comment";

/** What is certain after a submission: one union with one literal, `kind`. JSON-safe. */
export type Outcome = {
	/** Every request made, in order. */
	attempts: Attempt[];
	/** Whether the attachments on record are those submitted; absent if they were not compared. */
	attachments?: "same" | "differ" | "unknown";
} & (
	| { kind: "recorded" | "unchanged" | "accepted" }
	| { kind: "conflict"; on_record: OnRecord; differs: ChangedField[] }
	| { kind: "superseded"; decided_by: PersonRef[] }
	| { kind: "invalid"; issues: Issue[] }
	| { kind: "unauthenticated" | "forbidden" | "not_found"; reason: Reason }
	| {
			kind: "deferred";
			reason: DeferredReason;
			retry_at: string;
			cause?: Cause;
	  }
	| { kind: "uncertain"; retry_at: string; cause?: Cause }
);

/** Every kind of outcome. */
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

/** The discriminant of {@link Outcome}. */
export type OutcomeKind = (typeof outcomeKinds)[number];

/** An outcome of the given kind. */
export type OutcomeOf<K extends OutcomeKind> = Outcome & { kind: K };

/** A total table over the kinds: a new kind does not compile until every table has an entry for it. */
export type OutcomeTable<T> = {
	[K in OutcomeKind]: (outcome: OutcomeOf<K>) => T;
};

/** Calls the entry of a total table for an outcome's kind. */
export function matchOutcome<T>(outcome: Outcome, table: OutcomeTable<T>): T {
	const handler = table[outcome.kind] as (outcome: Outcome) => T;
	return handler(outcome);
}

/** The kinds that mean that this response is on record. */
export type OnRecordKind = "recorded" | "unchanged" | "accepted";

/** The kinds of a refusal that is about the person or the instance. */
export type RefusedKind = "unauthenticated" | "forbidden" | "not_found";

/** Constructors of outcomes; no outcome is made elsewhere. The settlement adds the attempts. */
export const outcomes = {
	/** The response is on record. */
	onRecord: (
		kind: OnRecordKind,
		attachments?: Outcome["attachments"],
	): Outcome => ({ kind, attempts: [], ...(attachments && { attachments }) }),
	/** Another response of this person is on record. */
	conflict: (on_record: OnRecord, differs: ChangedField[]): Outcome => ({
		kind: "conflict",
		on_record,
		differs,
		attempts: [],
	}),
	/** The step is no longer current. */
	superseded: (decided_by: PersonRef[]): Outcome => ({
		kind: "superseded",
		decided_by,
		attempts: [],
	}),
	/** Keeps the first 50 issues, and one more that says how many there were. */
	invalid: (issues: Issue[]): Outcome => ({
		kind: "invalid",
		issues: boundIssues(issues),
		attempts: [],
	}),
	/** The server refused the submission, and nothing was recorded. */
	refused: (kind: RefusedKind, reason: Reason): Outcome => ({
		kind,
		reason,
		attempts: [],
	}),
	/**
	 * Nothing was recorded, and a later try may succeed.
	 *
	 * @param retryAt Unix milliseconds
	 */
	deferred: (
		reason: DeferredReason,
		retryAt: number,
		cause?: CauseCode | null,
	): Outcome => ({
		kind: "deferred",
		reason,
		retry_at: iso(retryAt),
		...causeField(cause),
		attempts: [],
	}),
	/**
	 * It is not known whether the response is on record.
	 *
	 * @param retryAt Unix milliseconds
	 */
	uncertain: (retryAt: number, cause?: CauseCode | null): Outcome => ({
		kind: "uncertain",
		retry_at: iso(retryAt),
		...causeField(cause),
		attempts: [],
	}),
	/** Returns the outcome with the requests that led to it. */
	withAttempts: (outcome: Outcome, attempts: Attempt[]): Outcome => ({
		...outcome,
		attempts,
	}),
};

function iso(at: number): string {
	return new Date(Math.min(at, maxMoment)).toISOString();
}

function causeField(code: CauseCode | null | undefined): { cause?: Cause } {
	return code ? { cause: { code, message: causeMessages[code] } } : {};
}
