import type { StoredResponse } from "./server-state.ts";

/** What happened to a settlement's requests; the invariants depend on it. Server times, in Unix milliseconds. */
export type ScheduleFacts = {
	/** Requests sent since the start or the last resume. */
	requests_sent: number;
	/** Whether no request met a fault. */
	fault_free: boolean;
	/** When the last fault stopped having an effect. */
	faults_ended_at: number;
	/** Whether a read, or the instance handed in, showed the step while no response of the respondent was on record. */
	read_showed_unanswered: boolean;
	/**
	 * The respondent's response on record at an instance read, if that read showed its row or another step: from then on
	 * no refusal may be believed that says that it is not on record.
	 */
	readable_response: StoredResponse | null;
	/** Whether no usable token could be obtained. */
	token_unavailable: boolean;
	/** Whether a request or a refresh failed in a way that waiting cannot remove. */
	failed_for_good: boolean;
	/** The server asked for no request before this moment; 0 if it did not. */
	not_before: number;
	/** Whether a server named a limit that was reached. */
	limit_named: boolean;
	/** Whether a request was sent before that moment, or without a pause after one that failed. */
	sent_too_early: boolean;
	/** Whether two submits of the settlement had different bodies. */
	body_changed: boolean;
};

/** The facts before the first request. */
export function initialFacts(startedAt: number): ScheduleFacts {
	return {
		requests_sent: 0,
		fault_free: true,
		faults_ended_at: startedAt,
		read_showed_unanswered: false,
		readable_response: null,
		token_unavailable: false,
		failed_for_good: false,
		not_before: 0,
		limit_named: false,
		sent_too_early: false,
		body_changed: false,
	};
}

/** Records a fault that has an effect until a moment. */
export function recordFault(facts: ScheduleFacts, until: number): void {
	facts.fault_free = false;
	facts.faults_ended_at = Math.max(facts.faults_ended_at, until);
}

// A header that asks for more is wrong: no client waits for it.
const maxWaitMs = 3_660_000;

/** Records that the server asked for no request before a moment. */
export function recordWait(
	facts: ScheduleFacts,
	now: number,
	until: number,
): void {
	if (until <= now + maxWaitMs)
		facts.not_before = Math.max(facts.not_before, until);
}
