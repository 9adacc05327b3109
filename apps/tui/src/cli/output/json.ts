import { sanitizeJson } from "@signoff/core/validation";
import { outcomeOf, type Result } from "./result.ts";
import { stepFlagAdvice, unexpectedMessage } from "./text.ts";

/** A result as lines of JSON: one object, or one per entry of a list. */
export function renderJson(result: Result): string[] {
	return toValues(result).map(sanitizeJson);
}

/** Notes for the author of a script. They go to standard error, beside the JSON. */
export function jsonNotes(result: Result): string[] {
	return stepFlagAdvice(result);
}

function toValues(result: Result): unknown[] {
	switch (result.kind) {
		case "outcome":
		case "read_failed":
		case "usage_error":
			return [outcomeOf(result)];
		case "app_exit":
			return result.failure === null
				? result.made.map(({ submission, outcome }) => ({
						submission,
						outcome,
					}))
				: [{ submission: null, outcome: result.failure.outcome }];
		case "preview":
			return [{ preview: result.preview, instance: result.instance }];
		case "inbox":
			return result.waiting.map(({ scope, ...row }) => ({ ...scope, ...row }));
		case "me":
			return [{ me: result.me }];
		case "help":
			return [{ help: result.text }];
		case "version":
			return [{ version: result.version }];
		case "unexpected":
			return [{ error: { code: "unexpected", message: unexpectedMessage } }];
	}
}
