import { type Outcome, outcomeToHttp } from "@signoff/core";
import { problemBody } from "@signoff/core/outcome";
import type { EdgeContext } from "../request/context.ts";
import { bodilessResponse } from "./standard-headers.ts";

/** Replies with an outcome. Status, headers and body are core's. */
export function replyWithOutcome(c: EdgeContext, outcome: Outcome): Response {
	c.set("outcome", outcome.kind);
	const { status, headers, body } = outcomeToHttp(outcome, c.get("now"));
	if (body === null)
		return bodilessResponse(c.get("requestId"), status, headers);
	return problemResponse(c.get("requestId"), body, headers);
}

/** Replies with an error that is not an outcome, in the same body as every other. */
export function replyWithProblem(
	c: EdgeContext,
	status: number,
	message: string,
	headers: Record<string, string> = {},
): Response {
	return problemResponse(
		c.get("requestId"),
		problemBody(status, message),
		headers,
	);
}

/** The error body (RFC 9457) as a Fetch API response. */
export function problemResponse(
	requestId: string,
	body: ReturnType<typeof problemBody>,
	headers: Record<string, string> = {},
): Response {
	return new Response(
		JSON.stringify({ ...body, instance: `urn:uuid:${requestId}` }),
		{
			status: body.status,
			headers: {
				...headers,
				"Content-Type": "application/problem+json",
				"x-request-id": requestId,
			},
		},
	);
}

/** The message of a 500. The error itself goes to the log only. */
export const internalErrorMessage =
	"Internal error. It is not certain whether anything was recorded: send the same request again.";
