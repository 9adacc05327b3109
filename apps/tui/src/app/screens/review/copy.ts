import type { OutcomeKind } from "@signoff/core";

/** What is said of an answer before it is sent, where the step as read already tells; `null` where there is nothing to say. */
export const forewarnings: Record<OutcomeKind, string | null> = {
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
		"You are not among those who are asked: this answer will most likely be refused.",
	not_found: null,
	deferred: null,
	uncertain: null,
};
