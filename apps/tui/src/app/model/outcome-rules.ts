import type { OutcomeKind } from "@signoff/core";

/** Whether the app offers to send the same submission again. */
export const canResubmit: Record<OutcomeKind, boolean> = {
	recorded: false,
	unchanged: false,
	accepted: false,
	conflict: false,
	superseded: false,
	invalid: false,
	unauthenticated: false,
	forbidden: false,
	not_found: false,
	deferred: true,
	uncertain: true,
};

/** Whether the step still waits for this person. If not, its row leaves the inbox. */
export const stillWaiting: Record<OutcomeKind, boolean> = {
	recorded: false,
	unchanged: false,
	accepted: false,
	conflict: false,
	superseded: false,
	invalid: true,
	unauthenticated: true,
	forbidden: true,
	not_found: true,
	deferred: true,
	uncertain: true,
};
