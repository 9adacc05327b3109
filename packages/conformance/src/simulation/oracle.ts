import {
	type Outcome,
	type OutcomeKind,
	outcomeTraits,
	type Submission,
} from "@signoff/core";
import { normalizeComment } from "@signoff/core/contract";
import { externalOrigin } from "./actor-events.ts";
import type { StoredResponse } from "./server-state.ts";

/** The part of a response on record that an outcome makes statements about. */
export type FinalResponse = Pick<
	StoredResponse,
	"option_id" | "comment" | "origin"
>;

/** What the server holds once every request in flight has arrived. */
export type FinalState = {
	/** The respondent's response on record, on the step that the submission names. */
	response: FinalResponse | null;
	/** The id of the current step occurrence; `null` once the instance has ended. */
	current_step: string | null;
	/** Whether a read showed that step while no response of theirs was on record. */
	read_showed_unanswered: boolean;
	/**
	 * Whether the server's last answer said whether the response was on record before, with no submit in doubt: then the
	 * server's word counts and not an earlier read.
	 *
	 * @default false
	 */
	server_knows_novelty?: boolean;
	/** Whether the server compares comments exactly and sends the resulting outcome. */
	sends_outcome: boolean;
	/**
	 * The respondent's response on that step that an instance read could show, in its row or by showing another step.
	 *
	 * @default null
	 */
	readable_response?: FinalResponse | null;
};

/** Whether an outcome's statement about the server is true. */
export function isOutcomeTrue(
	outcome: Outcome,
	submission: Submission,
	{ response, current_step, sends_outcome, readable_response }: FinalState,
): boolean {
	if (outcome.kind === "uncertain") return true;
	if (outcomeTraits[outcome.kind].onRecord)
		return response !== null && isSameResponse(response, submission);
	if (outcome.kind === "conflict")
		return (
			response !== null &&
			(!isSameResponse(response, submission) ||
				(sends_outcome && !isIdenticalResponse(response, submission)))
		);
	if (outcome.kind === "superseded")
		return (
			response === null &&
			current_step !== submission.response.current_step_occurrence_id
		);
	if (isFromSettlement(response)) return false;
	return (
		!deniesRecord.has(outcome.kind) ||
		!readable_response ||
		!isSameResponse(readable_response, submission)
	);
}

/** The kinds that are false if the identical response is on record and the reads did not exclude it. */
const deniesRecord: ReadonlySet<OutcomeKind> = new Set([
	"invalid",
	"forbidden",
	"not_found",
]);

/**
 * Whether an outcome is right about what is new: a `recorded` response came from the settlement or was absent at a
 * read; an `unchanged` one did not come from the settlement.
 */
export function isNoveltyClaimTrue(
	outcome: Outcome,
	{ response, read_showed_unanswered, server_knows_novelty }: FinalState,
): boolean {
	if (outcome.kind === "recorded")
		return (
			isFromSettlement(response) ||
			(read_showed_unanswered && server_knows_novelty !== true)
		);
	return outcome.kind !== "unchanged" || !isFromSettlement(response);
}

/** Whether one of the settlement's requests put the response on record. */
function isFromSettlement(response: FinalResponse | null): boolean {
	return response !== null && response.origin !== externalOrigin;
}

function isSameResponse(
	recorded: FinalResponse,
	{ response }: Submission,
): boolean {
	return (
		recorded.option_id === response.selected_response_option_id &&
		normalizeComment(recorded.comment) === normalizeComment(response.comment)
	);
}

function isIdenticalResponse(
	recorded: FinalResponse,
	{ response }: Submission,
): boolean {
	return (
		recorded.option_id === response.selected_response_option_id &&
		recorded.comment === (response.comment ?? null)
	);
}
