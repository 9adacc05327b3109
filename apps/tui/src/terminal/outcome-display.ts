import type { OutcomeKind } from "@signoff/core";

/** The glyph before an outcome's sentence, and its colour. Yellow cannot be read on a light background. */
type Mark = {
	glyph: string;
	ascii: string;
	color: "green" | "magenta" | "red";
};

/** How a kind looks, and its words beside those of core's `describe`. */
export type OutcomeDisplay = {
	mark: Mark;
	/** A preview's sentence, if the kind's own says what is on record or when to send again; else `null`. */
	preview: string | null;
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
		preview: "Your response would be recorded.",
		warning: null,
		readAdvice: again,
	},
	unchanged: {
		mark: { ...onRecord, glyph: "=", ascii: "=" },
		preview:
			"This response is on record already; sending it would change nothing.",
		warning: "This answer is on record already: sending it changes nothing.",
		readAdvice: again,
	},
	accepted: {
		mark: onRecord,
		preview: "Your response would be on record.",
		warning: null,
		readAdvice: again,
	},
	conflict: {
		mark: { glyph: "≠", ascii: "!", color: "red" },
		preview: null,
		warning:
			"Another answer of yours is on record: this one will most likely be refused.",
		readAdvice: again,
	},
	superseded: {
		mark: { glyph: "↷", ascii: ">", color: "magenta" },
		preview: null,
		warning:
			"The step is no longer current: this answer will most likely be refused.",
		readAdvice: again,
	},
	invalid: {
		mark: refused,
		preview: null,
		warning:
			"The step does not offer this option: it will most likely be refused.",
		readAdvice: checkIds,
	},
	unauthenticated: {
		mark: refused,
		preview: null,
		warning: null,
		readAdvice: "Press q to leave, get a fresh token, and start again.",
	},
	forbidden: {
		mark: refused,
		preview: null,
		warning:
			"You are not an assignee of this step: this answer will most likely be refused.",
		readAdvice:
			"Check with an administrator that you and this app may see the company's workflows.",
	},
	not_found: {
		mark: refused,
		preview: null,
		warning: null,
		readAdvice: checkIds,
	},
	deferred: {
		mark: { glyph: "…", ascii: "~", color: "magenta" },
		preview: null,
		warning: null,
		readAdvice: again,
	},
	uncertain: {
		mark: { glyph: "?", ascii: "?", color: "magenta" },
		preview:
			"What can be read does not decide whether your response would be recorded: sending it does.",
		warning:
			"What was read does not decide whether this answer can be recorded: sending it does.",
		readAdvice: again,
	},
};
