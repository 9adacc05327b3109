import type { ResponseOption, StepOccurrence } from "../contract/instance.ts";
import type { Me } from "../contract/me.ts";
import type { Submission } from "../contract/submission.ts";
import type { CauseCode } from "../outcome/cause.ts";
import type {
	Attempt,
	CallName,
	DeferredReason,
	Outcome,
} from "../outcome/outcome.ts";
import type { Policy } from "../request/policy.ts";

/** What the driver has to do next. Every request has a time limit. */
export type SettlementCommand =
	/** `urgent`: bypasses the rate limiter; only the final read before the deadline has it. */
	| { kind: CallName; timeout_ms: number; urgent?: true }
	/** `until` is Unix milliseconds of the same clock as `now`. */
	| { kind: "sleep"; until: number }
	| { kind: "finish"; outcome: Outcome };

/** The phase of a settlement: the purpose of the request in flight. */
export type Phase =
	/** Reads before the first submit. */
	| "preflight"
	| "submit"
	/** Reads after a refusal. */
	| "verify"
	/** Reads that are late enough to show everything that preceded the refusal. */
	| "recheck"
	/** Reads when no request that was sent can still take effect. */
	| "wait_for_delivery"
	/** One read before the deadline ends the settlement. */
	| "final_read";

/** Properties of the step, read while it was current, by which it is found in a history. */
export type StepFingerprint = {
	uuid: string | null;
	started_at: string | null;
	options: ResponseOption[];
};

/** A step that a read showed as current. */
export type ShownStep = { id: string; uuid: string | null };

/** A refusal of the submit: the outcome that it leads to unless a read proves another one, and when it was received. */
export type ReceivedRefusal = { status: number; outcome: Outcome; at: number };

/** The version of {@link SettlementState}: it grows with every change of its fields or of what they mean. */
export const settlementStateVersion = 2;

/**
 * The state of a settlement. Plain JSON: store it before each command to resume after a crash. Read a stored one with
 * `parseSettlementState`.
 */
export type SettlementState = {
	/** The version of this format. */
	version: typeof settlementStateVersion;
	submission: Submission;
	policy: Policy;
	/** The person who responds; `null` until read. Without it no row can be attributed. */
	me: Me | null;
	/** When the settlement, or its resumption, began. */
	begun_at: number;
	deadline_at: number;
	phase: Phase;
	/** The command being executed, and when it was issued. */
	command: SettlementCommand;
	command_issued_at: number;
	/** The request to make after a sleep. */
	next: CallName;
	/** The request to make after a token refresh. */
	after_refresh: CallName;
	calls_made: number;
	/** The backoff grows with them. */
	consecutive_failures: number;
	/** Successive reads that were refused or could not be parsed, and are repeated. */
	unusable_reads: number;
	/** Successive answers that were HTML or a redirect, before the first submit. */
	foreign_answers: number;
	/** Whether a read was answered with a JSON object, as the API answers. */
	api_answered: boolean;
	/** A submit, of this settlement or an earlier one, may have been recorded without an answer. Never reset. */
	in_doubt: boolean;
	last_sent_at: number | null;
	/** The token was just refreshed, and the server has not accepted it yet. */
	fresh_token: boolean;
	/** Whether a read showed this person's row: unanswered at some time; recorded before the first submit. */
	read_showed_unanswered: boolean;
	read_showed_recorded: boolean;
	step_fingerprint: StepFingerprint | null;
	/** The step of the instance that was passed in, until `me` is known: then its rows count as read first. */
	given_step: StepOccurrence | null;
	/**
	 * An instance was at another step, or (`step: null`) had ended, at a read issued `at`; `null` if a later state shows
	 * the submission's step as current.
	 */
	moved_to: { step: ShownStep | null; at: number } | null;
	refusal: ReceivedRefusal | null;
	/** Whether the last reads leave it open that the same response is on record: then a refusal is no proof. */
	may_be_on_record: boolean;
	/** Why the last attempt failed. */
	last_failure: DeferredReason;
	last_cause: CauseCode | null;
	/** The server asked for no request before this moment. */
	not_before: number;
	attempts: Attempt[];
};

/** Store `state`, then execute `command`. */
export type Transition = { state: SettlementState; command: SettlementCommand };

/** The requests that only read. */
export type ReadCallName = "read_me" | "read_instance" | "read_history";
