import { problemBody } from "@signoff/core/outcome";
import {
	type RequestObserver,
	unroutedRequest,
} from "../../observability/request-record.ts";
import { problemResponse } from "./problem.ts";

/** The 400 for a request whose target or Host is malformed. */
export function malformedRequestResponse(
	onRequest: RequestObserver | null,
): Response {
	const requestId = crypto.randomUUID();
	onRequest?.(unroutedRequest(requestId, 400));
	return problemResponse(
		requestId,
		problemBody(400, "The request's target or Host is malformed."),
	);
}
