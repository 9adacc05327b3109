import type { OutcomeKind } from "@signoff/core";

/** The warning for an outcome that is expected before the response is sent; `null` if no warning is needed. */
export const warnings: Record<OutcomeKind, string | null> = {
	recorded: null,
	unchanged: "This answer is on record already: sending it changes nothing.",
	accepted: null,
	conflict:
		"Another answer of yours is on record: this one will most likely be refused.",
	superseded:
		"The step is no longer current: this answer will most likely be refused.",
	invalid:
		"The step does not offer this option: it will most likely be refused.",
	unauthenticated: null,
	forbidden:
		"You are not an assignee of this step: this answer will most likely be refused.",
	not_found: null,
	deferred: null,
	uncertain: null,
};

/** Shown at the end of the summary. */
export const finalNotice = "Once it is on record it cannot be changed here.";
