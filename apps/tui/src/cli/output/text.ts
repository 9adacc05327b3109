import { describe, type Me, type Outcome } from "@signoff/core";
import { sanitize } from "@signoff/core/validation";
import type { CompletedResponse } from "../../model/completed-response.ts";
import type { Theme } from "../../terminal/theme.ts";
import { inboxTable } from "./inbox-table.ts";
import { onRecordLines, outcomeLines } from "./outcome-lines.ts";
import { previewLines } from "./preview-lines.ts";
import type { Result } from "./result.ts";

/** The message for every unexpected error. */
export const unexpectedMessage =
	"An unexpected error occurred, and nothing is known for certain. Sending the same response again is safe; SIGNOFF_DEBUG=1 shows the error.";

/** A result as lines for a person. Text from outside is sanitized. */
export function renderText(result: Result, theme: Theme): string[] {
	switch (result.kind) {
		case "outcome": {
			const { sentence, next } = describe(result.outcome);
			const lines = outcomeLines(result.outcome.kind, sentence, next, theme);
			return [
				...lines,
				...onRecordLines(result.outcome),
				...stepFlagAdvice(result),
			];
		}
		case "preview":
			return previewLines(result.preview, theme);
		case "inbox":
			return inboxTable(result.waiting, result.hidden, theme);
		case "app_exit":
			return [
				...result.made.flatMap((each) => completedLines(each, theme)),
				...(result.failure === null ? [] : failureLines(result.failure, theme)),
			];
		case "me":
			return [sanitize(personLine(result.me))];
		case "read_failed":
			return failureLines(result, theme);
		case "usage_error":
			return result.issues.map(
				({ message }) => `${theme.mark("invalid")} ${sanitize(message)}`,
			);
		case "help":
			return [result.text];
		case "version":
			return [result.version];
		case "unexpected":
			return [unexpectedMessage];
	}
}

/** Names the step to repeat an uncertain response: without `--step`, the command would answer the step current by then. */
export function stepFlagAdvice(result: Result): string[] {
	if (
		result.kind !== "outcome" ||
		result.implied_step === undefined ||
		result.outcome.kind !== "uncertain"
	)
		return [];
	const step = sanitize(result.implied_step);
	return [
		`  The step was ${step}: add \`--step ${step}\` to send the same again.`,
	];
}

function failureLines(
	{ outcome, message }: { outcome: Outcome; message: string },
	theme: Theme,
): string[] {
	return outcomeLines(outcome.kind, message, null, theme);
}

function completedLines(
	{ waitingStep, submission, outcome }: CompletedResponse,
	theme: Theme,
): string[] {
	const { sentence, next } = describe(outcome);
	const { selected_response_option_id } = submission.response;
	const option = waitingStep.step.available_response_options.find(
		({ id }) => id === selected_response_option_id,
	);
	const item = [waitingStep.tool, waitingStep.instance.item_id]
		.filter(Boolean)
		.join(" ");
	const title = `${item}, ${waitingStep.step.name ?? waitingStep.step.id}: ${option?.name ?? selected_response_option_id}`;
	return [
		theme.strong(sanitize(title)),
		...outcomeLines(outcome.kind, sentence, next, theme),
	];
}

function personLine({ name, login, id }: Me): string {
	return [name, login === null ? null : `<${login}>`, `(id ${id})`]
		.filter((part) => part !== null)
		.join(" ");
}
