import {
	type HttpResponseData,
	type Outcome,
	outcomeToHttp,
} from "@signoff/core";
import { refusalReply } from "./refusal-reply.ts";
import type { WorldPlan } from "./world.ts";

/**
 * The server's reply to a submission that it has decided.
 *
 * @param late whether the step named in the submission is no longer current
 */
export function submitReply(
	{ variants }: WorldPlan,
	outcome: Outcome,
	late: boolean,
	now: number,
): HttpResponseData {
	const { status, headers, body } = outcomeToHttp(outcome, now);
	if (variants.sends_outcome)
		return { status, headers: lowerCaseNames(headers), data: body };
	if (
		outcome.kind === "unchanged" &&
		late &&
		variants.late_resubmission !== 204
	)
		return refusalReply(variants.late_resubmission);
	// Another vendor's server describes the error, but does not name our outcome.
	if (body !== null)
		return { status, headers: {}, data: { error: body.error } };
	return {
		status,
		headers: variants.sends_replayed_header ? lowerCaseNames(headers) : {},
		data: null,
	};
}

function lowerCaseNames(
	headers: Record<string, string>,
): Record<string, string> {
	return Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
	);
}
