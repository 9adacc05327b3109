import { issuesFromErrorBody, reasonFromErrorBody } from "./error-body.ts";
import { type HttpResponseData, outcomeFromHttp } from "./http.ts";
import { type Outcome, outcomes } from "./outcome.ts";

/** The meaning of an HTTP status for any request (contract §1 and §4). */
export type StatusClass =
	| "success"
	| "unauthorized"
	| "rate_limited"
	| "failed"
	| "refused";

/** Classifies an HTTP status. A read succeeds with 200 only, the POST with 204 only. */
export function classifyStatus(
	status: number,
	success: 200 | 204,
): StatusClass {
	if (status === success) return "success";
	if (status === 401) return "unauthorized";
	if (status === 429) return "rate_limited";
	return status < 400 || status === 408 || status >= 500 ? "failed" : "refused";
}

/** The outcome in the error body of a Signoff server, without its attempts; `null` if there is none. */
export function embeddedOutcome(response: HttpResponseData): Outcome | null {
	const outcome = response.status >= 400 ? outcomeFromHttp(response) : null;
	return outcome && outcomes.withAttempts(outcome, []);
}

/** The outcome of a refusal, unless a read proves another one. */
export function refusalFromResponse({
	status,
	data,
}: HttpResponseData): Refusal {
	const reason = reasonFromErrorBody(data);
	if (status === 401)
		return { status, outcome: outcomes.refused("unauthenticated", reason) };
	if (status === 403)
		return { status, outcome: outcomes.refused("forbidden", reason) };
	if (status === 404)
		return { status, outcome: outcomes.refused("not_found", reason) };
	const issues = issuesFromErrorBody(data);
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

/** A 4xx and the outcome that it leads to, unless a read proves another one. */
export type Refusal = { status: number; outcome: Outcome };
