import type { Me, ResponseOption } from "../contract/instance.ts";
import type { Submission } from "../contract/submission.ts";
import type {
	Attempt,
	CallName,
	DeferredReason,
	Outcome,
	Reason,
} from "../outcome/outcome.ts";

/** How far a settlement may go. Times in milliseconds. */
export type Policy = {
	/** Everything ends by then, counted from `begin`. @default 30_000 */
	deadlineMs: number;
	/** Longest wait for one answer. @default 10_000, at most half the deadline */
	attemptTimeoutMs: number;
	/**
	 * Read the instance before submitting: both novelty and a lost answer become decidable.
	 * @default true where no instance was handed in
	 */
	lookFirst: boolean;
	/** Longest a sent message can still arrive; `null` where not known: refusals in doubt then end `uncertain`. @default null */
	quietMs: number | null;
	/** Longest a read can be stale. @default 5_000 */
	lagMs: number;
	/** Most calls of any name. @default 40 */
	maxCalls: number;
	/**
	 * Whether what carries calls out may send one twice and keep it quiet, as browsers do where a connection breaks:
	 * every submit is then in doubt. @default false
	 */
	resends: boolean;
};

/** The part of a policy that a caller sets. */
export type PolicyOptions = {
	[K in keyof Policy]?: Policy[K] | undefined;
};

/** What a driver is to do next. Every call has its time-out. */
export type Command =
	/** `urgent`: goes at once, whatever the pace; only the last read before the deadline is. */
	| { kind: CallName; timeout_ms: number; urgent?: true }
	/** `until` is Unix milliseconds on the clock that `now` is read from. */
	| { kind: "sleep"; until: number }
	| { kind: "finish"; outcome: Outcome };

/** What became of a command. */
export type SettleEvent =
	/** Header names lower case; `data` is the body as JSON, or text, or `null` where there is none. */
	| {
			kind: "answered";
			status: number;
			headers: Record<string, string>;
			data: unknown;
	  }
	/** Sent, and no (whole) answer came. */
	| { kind: "lost" }
	/** Certainly never sent: connection refused, name not found. */
	| { kind: "unsent" }
	/** Not sent: there is no token, and a refresh may bring one. */
	| { kind: "tokenless" }
	/** Not sent: the pace lets the call under way, or the one slept for, go at this moment (Unix milliseconds). */
	| { kind: "held"; until: number }
	| { kind: "slept" }
	| { kind: "refreshed" }
	/** The refresh got no answer that decides. */
	| { kind: "refresh_failed" }
	/** There is no other token to be had; what helps, where that is known. */
	| { kind: "refresh_refused"; reason?: Reason };

/** Where a settlement stands: what the next answer is for. */
export type Phase =
	/** Reading before anything is sent. */
	| "look"
	| "send"
	/** Reading after a refusal. */
	| "verify"
	/** Reading once no message can still arrive. */
	| "quiet"
	/** One last read before the deadline. */
	| "last";

/** A refusal met on the way: which outcome it is, unless a read proves better. */
export type Refusal = { status: number; outcome: Outcome };

/** What reads of the step, while it was current, have taught: how to find it in a history. */
export type Learnt = {
	uuid: string | null;
	started_at: string | null;
	options: ResponseOption[];
};

/** Everything a settlement knows. Plain JSON: written down before each command, it is resumed after a crash. */
export type SettleState = {
	submission: Submission;
	policy: Policy;
	/** Who we are; `null` until read: without it no row can be told to be ours. */
	me: Me | null;
	deadline_at: number;
	phase: Phase;
	/** The command under way, and since when. */
	command: Command;
	issued_at: number;
	/** The call to make after a sleep. */
	next: CallName;
	/** The call that a refused token interrupted. */
	after_refresh: CallName;
	calls: number;
	/** Failures in a row: backoff grows with them. */
	failures: number;
	/** Reads in vain since the refusal, or before the first submit. */
	rereads: number;
	/** A submit may have gone in without an answer that we know of; once in doubt, for good. */
	in_doubt: boolean;
	last_sent_at: number | null;
	/** The token was just refreshed and no call has gone through with it. */
	fresh_token: boolean;
	/** What a read has shown of our row: unanswered at some moment; on record before anything was sent. */
	seen_unanswered: boolean;
	seen_on_record: boolean;
	learnt: Learnt | null;
	refusal: Refusal | null;
	/** The last thing that kept an answer from us. */
	trouble: DeferredReason;
	/** The server asked not to be called before. */
	not_before: number;
	attempts: Attempt[];
};

/** One step of a settlement: write `state` down, then carry `command` out. */
export type Step = { state: SettleState; command: Command };
