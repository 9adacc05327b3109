import type { Issue } from "../validation/issue.ts";
import { describe } from "./describe.ts";
import {
	matchOutcome,
	type Outcome,
	type OutcomeTable,
	outcomes,
} from "./outcome.ts";
import {
	type ErrorDetail,
	type Problem,
	problemBody,
} from "./problem-details.ts";
import { outcomeSchema } from "./schema.ts";

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
	return matchOutcome(outcome, httpStatuses);
}

const httpStatuses: OutcomeTable<number> = {
	recorded: () => 204,
	unchanged: () => 204,
	accepted: () => 204,
	conflict: () => 422,
	superseded: () => 422,
	invalid: ({ issues }) => issueStatus.get(issues[0]?.code ?? "") ?? 422,
	unauthenticated: () => 401,
	forbidden: () => 403,
	not_found: () => 404,
	deferred: ({ reason }) => (reason === "rate_limited" ? 429 : 503),
	uncertain: () => 504,
};

// A map, because codes also come from servers and an object has inherited keys such as "constructor".
const issueStatus: ReadonlyMap<string, number> = new Map([
	["malformed", 400],
	["body_too_large", 413],
	["unsupported_media_type", 415],
]);

/**
 * Converts an outcome to an HTTP reply.
 *
 * @param now Unix milliseconds; `Retry-After` is relative to it
 */
export function outcomeToHttp(outcome: Outcome, now: number): HttpReply {
	const status = httpStatusOf(outcome);
	const headers = matchOutcome(outcome, replyHeaders(now));
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

/** Parses the outcome from an HTTP response made by {@link outcomeToHttp}; `null` if it holds none. */
export function outcomeFromHttp({
	status,
	headers,
	data,
}: HttpResponseData): Outcome | null {
	if (status === 204)
		return outcomes.onRecord(
			replayedKinds.get(headers["idempotency-replayed"] ?? "") ?? "accepted",
		);
	if (typeof data !== "object" || data === null || !("outcome" in data))
		return null;
	const parsed = outcomeSchema.safeParse(data.outcome);
	return parsed.success && httpStatusOf(parsed.data) === status
		? parsed.data
		: null;
}

const replayedKinds: ReadonlyMap<string, "recorded" | "unchanged"> = new Map([
	["false", "recorded"],
	["true", "unchanged"],
]);

function replyHeaders(now: number): OutcomeTable<Record<string, string>> {
	const none = (): Record<string, string> => ({});
	const retryAfter = ({
		retry_at,
	}: {
		retry_at: string;
	}): Record<string, string> => ({
		"Retry-After": String(
			Math.max(1, Math.ceil((Date.parse(retry_at) - now) / 1000)),
		),
	});
	return {
		recorded: () => ({ [replayedHeader]: "false" }),
		unchanged: () => ({ [replayedHeader]: "true" }),
		accepted: none,
		conflict: none,
		superseded: none,
		invalid: none,
		unauthenticated: () => ({ "WWW-Authenticate": "Bearer" }),
		forbidden: none,
		not_found: none,
		deferred: retryAfter,
		uncertain: retryAfter,
	};
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
