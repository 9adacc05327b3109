import { field } from "../validation/field.ts";
import type { Issue } from "../validation/issue.ts";
import { boundReply } from "./bound-reply.ts";
import { describe } from "./describe.ts";
import { parseForeignOutcome } from "./foreign-outcome.ts";
import { httpStatuses } from "./http-statuses.ts";
import { type Outcome, type OutcomeKind, outcomes } from "./outcome.ts";
import {
	type ErrorDetail,
	type Problem,
	problemBody,
} from "./problem-details.ts";

/** An HTTP response that was received. Header names are lower case. */
export type HttpResponseData = {
	status: number;
	headers: Record<string, string>;
	data: unknown;
};

/** An HTTP response to send; `body` is `null` if there is none. */
export type HttpReply = {
	status: number;
	headers: Record<string, string>;
	body: Problem | null;
};

/** The header of a 204 that says whether the response was on record before: `false` or `true`. */
export const replayedHeader = "Idempotency-Replayed";

/** The HTTP status of an outcome (contract §1). */
export function httpStatusOf(outcome: Outcome): number {
	const status = httpStatuses[outcome.kind];
	if (typeof status === "number") return status;
	const code = statusCode(outcome);
	// Codes also come from servers, and an object has inherited keys such as "constructor".
	return (Object.hasOwn(status, code) && status[code]) || status.otherwise;
}

/** Every HTTP status that an outcome of a kind can have, in ascending order. */
export function httpStatusesOf(kind: OutcomeKind): number[] {
	const status = httpStatuses[kind];
	return typeof status === "number" ? [status] : Object.values(status);
}

/** The code on which the status depends. */
function statusCode(outcome: Outcome): string {
	if (outcome.kind === "invalid") return outcome.issues[0]?.code ?? "";
	return outcome.kind === "deferred" ? outcome.reason : "";
}

/**
 * Converts an outcome to an HTTP reply. The body takes at most 64 kB: long texts and lists in the outcome are cut.
 *
 * @param now Unix milliseconds; `Retry-After` is relative to it
 */
export function outcomeToHttp(given: Outcome, now: number): HttpReply {
	const outcome = boundReply(given);
	const status = httpStatusOf(outcome);
	const headers = replyHeaders(outcome, status, now);
	return {
		status,
		headers,
		body:
			status === 204
				? null
				: problemBody(
						status,
						describe(outcome).sentence,
						errorDetails(outcome),
						outcome,
					),
	};
}

/**
 * Parses the outcome from an HTTP response made by {@link outcomeToHttp}; `null` if it holds none, or one of another
 * status or of more than 64 kB. `attempts` are those that the server claims; they prove nothing.
 */
export function outcomeFromHttp(response: HttpResponseData): Outcome | null {
	if (response.status !== 204) return outcomeFromErrorBody(response);
	const replayed = response.headers["idempotency-replayed"] ?? "";
	return outcomes.onRecord(replayedKinds.get(replayed) ?? "accepted");
}

/** The outcome in an error body, as in {@link outcomeFromHttp}. */
export function outcomeFromErrorBody({
	status,
	data,
}: HttpResponseData): Outcome | null {
	const outcome = parseForeignOutcome(field(data, "outcome"));
	return outcome !== null && httpStatusOf(outcome) === status ? outcome : null;
}

const replayedKinds: ReadonlyMap<string, "recorded" | "unchanged"> = new Map([
	["false", "recorded"],
	["true", "unchanged"],
]);

function replyHeaders(
	outcome: Outcome,
	status: number,
	now: number,
): Record<string, string> {
	if (outcome.kind === "recorded") return { [replayedHeader]: "false" };
	if (outcome.kind === "unchanged") return { [replayedHeader]: "true" };
	if ("retry_at" in outcome)
		return { "Retry-After": secondsUntil(outcome.retry_at, now) };
	return status === 401 ? { "WWW-Authenticate": "Bearer" } : {};
}

function secondsUntil(time: string, now: number): string {
	return String(Math.max(1, Math.ceil((Date.parse(time) - now) / 1000)));
}

function errorDetails(outcome: Outcome): ErrorDetail[] {
	if (outcome.kind === "invalid") return outcome.issues.map(issueDetail);
	const reason =
		"reason" in outcome && typeof outcome.reason === "object"
			? outcome.reason
			: null;
	const detail = reason ?? {
		code: outcome.kind.toUpperCase(),
		message: describe(outcome).sentence,
	};
	return [{ reason_code: detail.code, message: detail.message, source: null }];
}

function issueDetail({ code, path, message }: Issue): ErrorDetail {
	return {
		reason_code: code.toUpperCase(),
		message,
		source: path.length === 0 ? null : path.join("."),
	};
}
