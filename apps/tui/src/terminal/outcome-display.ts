import type { OutcomeKind } from "@signoff/core";

/** The glyph before an outcome's sentence, and its colour. */
type Mark = {
	glyph: string;
	ascii: string;
	color: "green" | "yellow" | "red";
};

/** How a kind looks, and its words beside those of core's `describe`. */
export type OutcomeDisplay = {
	mark: Mark;
	/** The warning if this kind is expected before the response is sent; `null` if no warning is needed. */
	warning: string | null;
	/** What to do in the app after a read failed with this kind. */
	readAdvice: string;
};

const onRecord: Mark = { glyph: "✔", ascii: "+", color: "green" };
const refused: Mark = { glyph: "✖", ascii: "x", color: "red" };

const again = "Press r to try again.";
const checkIds =
	"Press q to leave, and check the company, project and instance ids.";

/** The display of each kind. Everything else that depends on a kind comes from core's `outcomeTraits`. */
export const outcomeDisplay: Record<OutcomeKind, OutcomeDisplay> = {
	recorded: {
		mark: onRecord,
		warning: null,
		readAdvice: again,
	},
	unchanged: {
		mark: { ...onRecord, glyph: "=", ascii: "=" },
		warning: "This answer is on record already: sending it changes nothing.",
		readAdvice: again,
	},
	accepted: {
		mark: onRecord,
		warning: null,
		readAdvice: again,
	},
	conflict: {
		mark: { glyph: "≠", ascii: "!", color: "red" },
		warning:
			"Another answer of yours is on record: this one will most likely be refused.",
		readAdvice: again,
	},
	superseded: {
		mark: { glyph: "↷", ascii: ">", color: "yellow" },
		warning:
			"The step is no longer current: this answer will most likely be refused.",
		readAdvice: again,
	},
	invalid: {
		mark: refused,
		warning:
			"The step does not offer this option: it will most likely be refused.",
		readAdvice: checkIds,
	},
	unauthenticated: {
		mark: refused,
		warning: null,
		readAdvice: "Press q to leave, get a fresh token, and start again.",
	},
	forbidden: {
		mark: refused,
		warning:
			"You are not an assignee of this step: this answer will most likely be refused.",
		readAdvice:
			"Check with an administrator that you and this app may see the company's workflows.",
	},
	not_found: {
		mark: refused,
		warning: null,
		readAdvice: checkIds,
	},
	deferred: {
		mark: { glyph: "…", ascii: "~", color: "yellow" },
		warning: null,
		readAdvice: again,
	},
	uncertain: {
		mark: { glyph: "?", ascii: "?", color: "yellow" },
		warning:
			"What was read does not decide whether this answer can be recorded: sending it does.",
		readAdvice: again,
	},
};
