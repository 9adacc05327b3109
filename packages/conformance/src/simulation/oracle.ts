import type { Outcome, Submission } from "@signoff/core";
import { normalizeComment } from "@signoff/core/contract";
import { externalOrigin } from "./actor-events.ts";

/** An answer on record, as far as an outcome can be right or wrong about it. */
export type FinalResponse = {
	option_id: string;
	comment: string | null;
	/** The message that put it there, or `elsewhere`. */
	origin: string;
};

/** How things stand once everything under way has arrived. */
export type FinalState = {
	/** What is on record for the one who answered, on the step that the submission names. */
	response: FinalResponse | null;
	/** The id of the current step occurrence; `null` once the instance has ended. */
	current_step: string | null;
	/** Whether a read showed that step while no answer of theirs was on record. */
	read_showed_unanswered: boolean;
	/** Whether the server compares comments to the letter, and says what that comes to. */
	sends_outcome: boolean;
};

/** Whether what an outcome says of the server is true, once everything under way has arrived. */
export function isSound(
	outcome: Outcome,
	submission: Submission,
	{ response, current_step, sends_outcome }: FinalState,
): boolean {
	switch (outcome.kind) {
		case "recorded":
		case "unchanged":
		case "accepted":
			return response !== null && isSameResponse(response, submission);
		case "conflict":
			return (
				response !== null &&
				(!isSameResponse(response, submission) ||
					(sends_outcome && !isIdenticalResponse(response, submission)))
			);
		case "superseded":
			return (
				response === null &&
				current_step !== submission.response.current_step_occurrence_id
			);
		case "uncertain":
			return true;
		default:
			return !isFromSettlement(response);
	}
}

/** Whether what an outcome says is new was new: `recorded` was absent at a read, or ours; `unchanged` was not ours. */
export function isNovel(
	outcome: Outcome,
	{ response, read_showed_unanswered }: FinalState,
): boolean {
	if (outcome.kind === "recorded")
		return isFromSettlement(response) || read_showed_unanswered;
	return outcome.kind !== "unchanged" || !isFromSettlement(response);
}

/** Put on record by one of the settlement's messages. */
function isFromSettlement(answer: FinalResponse | null): boolean {
	return answer !== null && answer.origin !== externalOrigin;
}

function isSameResponse(
	answer: FinalResponse,
	{ response }: Submission,
): boolean {
	return (
		answer.option_id === response.selected_response_option_id &&
		normalizeComment(answer.comment) === normalizeComment(response.comment)
	);
}

function isIdenticalResponse(
	answer: FinalResponse,
	{ response }: Submission,
): boolean {
	return (
		answer.option_id === response.selected_response_option_id &&
		(answer.comment ?? "") === (response.comment ?? "")
	);
}
