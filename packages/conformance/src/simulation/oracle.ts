import type { Outcome, Submission } from "@signoff/core";
import { normalizeComment } from "@signoff/core/contract";
import { elsewhere } from "./actor-events.ts";

/** An answer on record, as far as an outcome can be right or wrong about it. */
export type Recorded = {
	option_id: string;
	comment: string | null;
	/** The message that put it there, or `elsewhere`. */
	origin: string;
};

/** How things stand once everything under way has arrived. */
export type Aftermath = {
	/** What is on record for the one who answered, on the step that the submission names. */
	answer: Recorded | null;
	/** The id of the current step occurrence; `null` once the instance has ended. */
	current_step: string | null;
	/** Whether a read showed that step while no answer of theirs was on record. */
	read_while_absent: boolean;
	/** Whether the server compares comments to the letter, and says what that comes to. */
	sends_outcome: boolean;
};

/** Whether what an outcome says of the server is true, once everything under way has arrived. */
export function isSound(
	outcome: Outcome,
	submission: Submission,
	{ answer, current_step, sends_outcome }: Aftermath,
): boolean {
	switch (outcome.kind) {
		case "recorded":
		case "unchanged":
		case "accepted":
			return answer !== null && isSame(answer, submission);
		case "conflict":
			return (
				answer !== null &&
				(!isSame(answer, submission) ||
					(sends_outcome && !isExact(answer, submission)))
			);
		case "superseded":
			return (
				answer === null &&
				current_step !== submission.response.current_step_occurrence_id
			);
		case "uncertain":
			return true;
		default:
			return !isOurs(answer);
	}
}

/** Whether what an outcome says is new was new: `recorded` was absent at a read, or ours; `unchanged` was not ours. */
export function isNovel(
	outcome: Outcome,
	{ answer, read_while_absent }: Aftermath,
): boolean {
	if (outcome.kind === "recorded") return isOurs(answer) || read_while_absent;
	return outcome.kind !== "unchanged" || !isOurs(answer);
}

/** Put on record by one of the settlement's messages. */
function isOurs(answer: Recorded | null): boolean {
	return answer !== null && answer.origin !== elsewhere;
}

function isSame(answer: Recorded, { response }: Submission): boolean {
	return (
		answer.option_id === response.selected_response_option_id &&
		normalizeComment(answer.comment) === normalizeComment(response.comment)
	);
}

function isExact(answer: Recorded, { response }: Submission): boolean {
	return (
		answer.option_id === response.selected_response_option_id &&
		(answer.comment ?? "") === (response.comment ?? "")
	);
}
