import type { Me } from "../contract/directory.ts";
import type { ResponseOption } from "../contract/instance.ts";
import type { Submission } from "../contract/submission.ts";
import type {
	Attempt,
	CallName,
	DeferredReason,
	Outcome,
} from "../outcome/outcome.ts";
import type { Refusal } from "../outcome/response.ts";
import type { Policy } from "../request/policy.ts";

/** What a driver is to do next. Every call has its time-out. */
export type SettlementCommand =
	/** `urgent`: goes at once, whatever the pace; only the last read before the deadline is. */
	| { kind: CallName; timeout_ms: number; urgent?: true }
	/** `until` is Unix milliseconds on the clock that `now` is read from. */
	| { kind: "sleep"; until: number }
	| { kind: "finish"; outcome: Outcome };

/** Where a settlement stands: what the next answer is for. */
export type Phase =
	/** Reading before anything is sent. */
	| "preflight"
	| "submit"
	/** Reading after a refusal. */
	| "verify"
	/** Reading once no message can still arrive. */
	| "wait_for_delivery"
	/** One last read before the deadline. */
	| "final_read";

/** What reads of the step, while it was current, have taught: how to find it in a history. */
export type StepFingerprint = {
	uuid: string | null;
	started_at: string | null;
	options: ResponseOption[];
};

/** Everything a settlement knows. Plain JSON: written down before each command, it is resumed after a crash. */
export type SettlementState = {
	submission: Submission;
	policy: Policy;
	/** Who we are; `null` until read: without it no row can be told to be ours. */
	me: Me | null;
	deadline_at: number;
	phase: Phase;
	/** The command under way, and since when. */
	command: SettlementCommand;
	command_issued_at: number;
	/** The call to make after a sleep. */
	next: CallName;
	/** The call that a refused token interrupted. */
	after_refresh: CallName;
	calls_made: number;
	/** Failures in a row: backoff grows with them. */
	consecutive_failures: number;
	/** Reads in vain since the refusal, or before the first submit. */
	verify_reads: number;
	/** A submit may have gone in without an answer that we know of; once in doubt, for good. */
	in_doubt: boolean;
	last_sent_at: number | null;
	/** The token was just refreshed and no call has gone through with it. */
	fresh_token: boolean;
	/** What a read has shown of our row: unanswered at some moment; on record before anything was sent. */
	read_showed_unanswered: boolean;
	read_showed_recorded: boolean;
	step_fingerprint: StepFingerprint | null;
	refusal: Refusal | null;
	/** The last thing that kept an answer from us. */
	last_failure: DeferredReason;
	/** The server asked not to be called before. */
	not_before: number;
	attempts: Attempt[];
};

/** One step of a settlement: write `state` down, then carry `command` out. */
export type Transition = { state: SettlementState; command: SettlementCommand };
