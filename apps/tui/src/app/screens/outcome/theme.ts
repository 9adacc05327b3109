import type { OutcomeKind } from "@signoff/core";

/** Whether the same submission is worth sending again as it is. */
export const sendAgain: Record<OutcomeKind, boolean> = {
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

/** Whether the step still waits for me: if not, its row leaves the inbox. */
export const stillWaits: Record<OutcomeKind, boolean> = {
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
