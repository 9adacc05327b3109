import { type Description, describe } from "../outcome/describe.ts";
import type { Outcome } from "../outcome/outcome.ts";
import { exitCodes } from "../outcome/traits.ts";
import type { Preview } from "./preview.ts";

/** The kinds whose own sentence says what is on record, or when to send again. */
const sentences: Partial<Record<Preview["would"], string>> = {
	recorded: "This response would be recorded.",
	unchanged:
		"This response is on record already; sending it would change nothing.",
	accepted: "This response would be on record.",
	uncertain:
		"What can be read does not decide whether this response would be recorded: sending it does.",
};

/** Describes a preview as `describe` describes an outcome. `next` is `null` if sending it needs no other action first. */
export function describePreview(preview: Preview): Description {
	const { would } = preview;
	const sentence = sentences[would];
	return sentence === undefined
		? describe(expectedOutcome(preview))
		: { sentence, next: null, exit_code: exitCodes[would] };
}

/** The outcome that a preview expects. One of `uncertain` has no `retry_at`. */
export function expectedOutcome({ would, ...fields }: Preview): Outcome {
	return { kind: would, ...fields } as Outcome;
}
