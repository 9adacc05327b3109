import { issuesFromErrorBody, reasonFromErrorBody } from "./error-body.ts";
import { type HttpResponseData, outcomeFromErrorBody } from "./http.ts";
import { type Outcome, outcomes, type RefusedKind } from "./outcome.ts";

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
	const outcome = response.status >= 400 && outcomeFromErrorBody(response);
	return outcome ? outcomes.withAttempts(outcome, []) : null;
}

/** The outcome of a refusal, unless a read proves another one. */
export function refusalFromResponse({
	status,
	data,
}: HttpResponseData): Outcome {
	const reason = reasonFromErrorBody(data);
	const kind = refusedKinds[status];
	if (kind !== undefined) return outcomes.refused(kind, reason);
	const issues = issuesFromErrorBody(data);
	if (issues.length > 0) return outcomes.invalid(issues);
	const code = issueCodes[status] ?? "refused";
	const message =
		reason?.message || `The server refused the request with status ${status}.`;
	return outcomes.invalid([{ code, path: [], message }]);
}

const refusedKinds: Partial<Record<number, RefusedKind>> = {
	401: "unauthenticated",
	403: "forbidden",
	404: "not_found",
};

const issueCodes: Partial<Record<number, string>> = {
	400: "malformed",
	413: "body_too_large",
	415: "unsupported_media_type",
};
