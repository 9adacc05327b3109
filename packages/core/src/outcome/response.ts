import { parseErrorIssues, parseErrorReason } from "./error-body.ts";
import { type HttpResponseData, outcomeFromHttp } from "./http.ts";
import { type Outcome, outcomes } from "./outcome.ts";

/** What an answer means for any call (contract §1 and §4). */
export type StatusClass =
	| "success"
	| "unauthorized"
	| "rate_limited"
	| "failed"
	| "refused";

/** Sorts an answer by its status alone. A read succeeds with 200, the POST with 204 and nothing else. */
export function classifyStatus(
	status: number,
	success: 200 | 204,
): StatusClass {
	if (status === success) return "success";
	if (status === 401) return "unauthorized";
	if (status === 429) return "rate_limited";
	return status < 400 || status === 408 || status >= 500 ? "failed" : "refused";
}

/** What a server of ours says by itself, beyond the status. */
export function embeddedOutcome(answer: HttpResponseData): Outcome | null {
	return answer.status >= 400 ? outcomeFromHttp(answer) : null;
}

/** The outcome a refusal comes to where no read proves a better one. */
export function refusalFromResponse({
	status,
	data,
}: HttpResponseData): Refusal {
	const reason = parseErrorReason(data);
	if (status === 401)
		return { status, outcome: outcomes.refused("unauthenticated", reason) };
	if (status === 403)
		return { status, outcome: outcomes.refused("forbidden", reason) };
	if (status === 404)
		return { status, outcome: outcomes.refused("not_found", reason) };
	const issues = parseErrorIssues(data);
	if (issues.length > 0) return { status, outcome: outcomes.invalid(issues) };
	const message =
		reason?.message || `The server refused the request with status ${status}.`;
	return {
		status,
		outcome: outcomes.invalid([
			{ code: issueCodes[status] ?? "refused", path: [], message },
		]),
	};
}

const issueCodes: Partial<Record<number, string>> = {
	400: "malformed",
	413: "body_too_large",
	415: "unsupported_media_type",
};

/** A refusal met on the way: which outcome it is, unless a read proves better. */
export type Refusal = { status: number; outcome: Outcome };
