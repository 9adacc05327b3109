import type { Submission } from "./submission.ts";

/**
 * True if two submissions for the same step are identical by the contract: the same option and the same comment. A missing
 * and an empty comment are one; attachments are not compared (contract §1).
 */
export function isSameResponse(
	{ response: left }: Pick<Submission, "response">,
	{ response: right }: Pick<Submission, "response">,
): boolean {
	return (
		left.selected_response_option_id === right.selected_response_option_id &&
		(left.comment ?? "") === (right.comment ?? "")
	);
}
