import { describe } from "@signoff/core";
import { sanitize } from "@signoff/core/validation";
import type { CompletedResponse } from "../../model/completed-response.ts";
import type { Theme } from "../../terminal/theme.ts";
import { outcomeLines } from "./outcome-lines.ts";

/** A response made in the app: its item, step and option, and below them its outcome. */
export function completedResponseLines(
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
