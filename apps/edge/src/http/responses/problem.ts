import { type Outcome, outcomeToHttp } from "@signoff/core";
import { problemBody } from "@signoff/core/outcome";
import type { EdgeContext } from "../request/context.ts";

/** Answers with an outcome: status, headers and body are core's. */
export function replyWithOutcome(c: EdgeContext, outcome: Outcome): Response {
	const { status, headers, body } = outcomeToHttp(outcome, c.get("now"));
	if (body === null) return new Response(null, { status, headers });
	return problemResponse(c.get("requestId"), body, headers);
}

/** Answers with an error that is no outcome, in the same body as every other. */
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

/** The one error body as a response (RFC 9457). */
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

/** What a client is told of a failure of ours. The original goes to the log. */
export const internalErrorMessage =
	"Something went wrong here. Whether anything was recorded is not certain: send the same request again.";
