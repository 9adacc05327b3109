import type { HttpResponseData } from "@signoff/core";
import { problemBody } from "@signoff/core/outcome";

/** A v2 error body that says no more than its status. */
export function refusalReply(status: number): HttpResponseData {
	const { error } = problemBody(status, "Refused.");
	return { status, headers: {}, data: { error } };
}
