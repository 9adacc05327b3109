import { type Outcome, outcomeToHttp, type Reason } from "@signoff/core";
import { outcomes, problemBody, replayedHeader } from "@signoff/core/outcome";

/** Replies with JSON. */
export function replyWithJson(
	body: unknown,
	status = 200,
	headers: Record<string, string> = {},
): Response {
	return new Response(JSON.stringify(body), {
		status,
		headers: {
			...headers,
			"Content-Type": "application/json",
			"x-request-id": crypto.randomUUID(),
		},
	});
}

/**
 * Replies with an outcome as the contract documents it: a status, and a v2 error. A 204 does not say whether the
 * response is new.
 */
export function replyWithOutcome(outcome: Outcome): Response {
	const { status, headers, body } = outcomeToHttp(outcome, Date.now());
	if (body !== null)
		return replyWithJson({ error: body.error }, status, headers);
	const { [replayedHeader]: _, ...documented } = headers;
	return new Response(null, {
		status,
		headers: { ...documented, "x-request-id": crypto.randomUUID() },
	});
}

/** Replies with 401, 403 or 404. */
export function replyWithRefusal(
	kind: "unauthenticated" | "forbidden" | "not_found",
	reason: Reason,
): Response {
	return replyWithOutcome(outcomes.refused(kind, reason));
}

/** Replies with an error that is not an outcome. */
export function replyWithError(
	status: number,
	message: string,
	headers: Record<string, string> = {},
): Response {
	const { error } = problemBody(status, message);
	return replyWithJson({ error }, status, headers);
}
