import { sanitizeJson } from "@signoff/core/validation";
import { outcomeOf, type Result } from "./result.ts";
import { stepHint, unforeseenWords } from "./text.ts";

/** A result as JSON: one object on one line, or one line for each entry of a list. */
export function inJson(result: Result): string[] {
	return values(result).map(sanitizeJson);
}

/** What a script's author should know beside the JSON; it goes to stderr. */
export function besideJson(result: Result): string[] {
	return stepHint(result);
}

function values(result: Result): unknown[] {
	switch (result.kind) {
		case "outcome":
		case "unread":
		case "misused":
			return [outcomeOf(result)];
		case "left":
			return result.failure === null
				? result.made.map(({ submission, outcome }) => ({
						submission,
						outcome,
					}))
				: [{ submission: null, outcome: result.failure.outcome }];
		case "preview":
			return [{ preview: result.preview, instance: result.instance }];
		case "inbox":
			return result.waiting;
		case "me":
			return [{ me: result.me }];
		case "help":
			return [{ help: result.text }];
		case "version":
			return [{ version: result.version }];
		case "unforeseen":
			return [{ error: { code: "unforeseen", message: unforeseenWords } }];
	}
}
