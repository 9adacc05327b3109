import {
	type Me,
	type OutcomeKind,
	previewOutcome,
	type ResponseOption,
} from "@signoff/core";
import { buildSubmission, type WaitingStep } from "../../model/waiting-step.ts";

/** The outcome that core expects for a response, from the step as it was read; `null` if `me` is not known yet. */
export function expectedOutcome(
	waitingStep: WaitingStep,
	option: ResponseOption,
	comment: string,
	me: Me | null,
): OutcomeKind | null {
	if (me === null) return null;
	const submission = buildSubmission(waitingStep, option, comment);
	return previewOutcome(submission, me, waitingStep.instance, null).would;
}
