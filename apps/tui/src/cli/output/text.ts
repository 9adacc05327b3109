import {
	describe,
	exitCodes,
	type Me,
	type Outcome,
	type OutcomeKind,
	type Preview,
} from "@signoff/core";
import { sanitize } from "@signoff/core/validation";
import type { Theme } from "../../terminal/theme.ts";
import { inboxTable } from "./inbox-table.ts";
import type { Made, Result } from "./result.ts";

/** What an unforeseen error says, whatever it was. */
export const unforeseenWords =
	"Something unforeseen went wrong, and nothing is known for certain. Sending the same response again is safe; SIGNOFF_DEBUG=1 shows the error.";

/** A result as lines for a person. Everything that came from outside is harmless in them. */
export function inWords(result: Result, theme: Theme): string[] {
	switch (result.kind) {
		case "outcome": {
			const { sentence, next } = describe(result.outcome);
			const lines = said(result.outcome.kind, sentence, next, theme);
			return [...lines, ...onRecord(result.outcome), ...stepHint(result)];
		}
		case "preview":
			return foretold(result.preview, theme);
		case "inbox":
			return inboxTable(result.waiting, result.hidden, theme);
		case "left":
			return [
				...result.made.flatMap((each) => madeWords(each, theme)),
				...(result.failure === null
					? []
					: said(
							result.failure.outcome.kind,
							result.failure.message,
							null,
							theme,
						)),
			];
		case "me":
			return [sanitize(named(result.me))];
		case "unread":
			return said(result.outcome.kind, result.message, null, theme);
		case "misused":
			return result.issues.map(
				({ message }) => `${theme.mark("invalid")} ${sanitize(message)}`,
			);
		case "help":
			return [result.text];
		case "version":
			return [result.version];
		case "unforeseen":
			return [unforeseenWords];
	}
}

/** What is on record in place of what was sent. */
function onRecord(outcome: Outcome): string[] {
	if (outcome.kind !== "conflict") return [];
	const { option, comment, submitted_at } = outcome.on_record;
	const parts = [
		option.name,
		comment ? `“${comment}”` : "no comment",
		submitted_at,
	];
	return [
		`  On record: ${sanitize(parts.filter((part) => part !== null).join(", "))}`,
	];
}

/** The same command would answer the step that is current by then: sending the same again takes the step's id. */
export function stepHint(result: Result): string[] {
	if (
		result.kind !== "outcome" ||
		result.step === undefined ||
		result.outcome.kind !== "uncertain"
	)
		return [];
	return [
		`  The step was ${sanitize(result.step)}: add \`--step ${sanitize(result.step)}\` to send the same again.`,
	];
}

function said(
	kind: OutcomeKind,
	sentence: string,
	next: string | null,
	theme: Theme,
): string[] {
	const first = `${theme.mark(kind)} ${sanitize(sentence)}`;
	return next === null ? [first] : [first, `  ${theme.faint(sanitize(next))}`];
}

function madeWords(
	{ asked, submission, outcome }: Made,
	theme: Theme,
): string[] {
	const { sentence, next } = describe(outcome);
	const { selected_response_option_id } = submission.response;
	const option = asked.step.available_response_options.find(
		({ id }) => id === selected_response_option_id,
	);
	const item = [asked.tool, asked.instance.item_id].filter(Boolean).join(" ");
	const what = `${item}, ${asked.step.name ?? asked.step.id}: ${option?.name ?? selected_response_option_id}`;
	return [
		theme.strong(sanitize(what)),
		...said(outcome.kind, sentence, next, theme),
	];
}

function foretold(preview: Preview, theme: Theme): string[] {
	const outcome = wouldBe(preview);
	const { sentence, next } = describe(outcome);
	const lines = [
		...said(preview.would, conditional[preview.would] ?? sentence, next, theme),
		...onRecord(outcome),
	];
	return exitCodes[preview.would] === 0
		? [...lines, `  ${theme.faint("This was a preview: nothing was sent.")}`]
		: lines;
}

/** Where an outcome's sentence would say that something is on record by now. */
const conditional: Partial<Record<OutcomeKind, string>> = {
	recorded: "Your response would be recorded.",
	unchanged:
		"This response is on record already; sending it would change nothing.",
	accepted: "Your response would be on record.",
};

function wouldBe({ would, ...fields }: Preview): Outcome {
	return { kind: would, ...fields } as Outcome;
}

function named({ name, login, id }: Me): string {
	return [name, login === null ? null : `<${login}>`, `(id ${id})`]
		.filter((part) => part !== null)
		.join(" ");
}
