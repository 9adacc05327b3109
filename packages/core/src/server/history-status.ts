/** The status of a step in a history, or of an instance (contract §2), as far as this server distinguishes it. */
export type StepStatus = "in_progress" | "overdue" | "complete";

/** The status of an instance that has ended, and the type of the history entry that records its end (contract §2). */
export type WorkflowEnd =
	| { status: "terminated"; entry_type: "WorkflowTerminated" }
	| { status: "complete"; entry_type: "EndStep" };

/** How an instance ended: a Reject terminates it, everything else completes it. */
export function workflowEnd(endedBy: string | null): WorkflowEnd {
	return endedBy === "reject"
		? { status: "terminated", entry_type: "WorkflowTerminated" }
		: { status: "complete", entry_type: "EndStep" };
}

/**
 * The status of a step.
 *
 * @param now ISO 8601, UTC, as `overdue_at`; decides what is overdue
 */
export function stepStatus(
	step: { ended_at: string | null; overdue_at: string | null },
	now: string,
): StepStatus {
	if (step.ended_at !== null) return "complete";
	return step.overdue_at !== null && step.overdue_at < now
		? "overdue"
		: "in_progress";
}
