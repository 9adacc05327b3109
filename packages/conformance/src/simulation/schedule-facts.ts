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
	/** Whether no usable token could be obtained. */
	token_unavailable: boolean;
};

/** The facts before the first request. */
export function initialFacts(startedAt: number): ScheduleFacts {
	return {
		requests_sent: 0,
		fault_free: true,
		faults_ended_at: startedAt,
		read_showed_unanswered: false,
		token_unavailable: false,
	};
}

/** Records a fault that has an effect until a moment. */
export function recordFault(facts: ScheduleFacts, until: number): void {
	facts.fault_free = false;
	facts.faults_ended_at = Math.max(facts.faults_ended_at, until);
}
