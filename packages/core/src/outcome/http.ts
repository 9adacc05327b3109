import type { Issue } from "../validation/issue.ts";
import { describe } from "./describe.ts";
import {
	matchOutcome,
	type Outcome,
	type OutcomeTable,
	outcomes,
} from "./outcome.ts";
import { outcomeSchema } from "./schema.ts";

/** An HTTP answer as data. Header names are lower case. */
export type HttpResponseData = {
	status: number;
	headers: Record<string, string>;
	data: unknown;
};

/** One entry of a v2 error's `details` (contract §1). */
export type ErrorDetail = {
	reason_code: string;
	message: string;
	source: string | null;
};

/** The one error body: RFC 9457, the contract's v2 error, and the outcome, side by side. */
export type Problem = {
	type: string;
	title: string;
	status: number;
	detail: string;
	instance?: string;
	error: { code: string; message: string; details: ErrorDetail[] };
	outcome?: Outcome;
};

/** An answer to be given; `body` is `null` where there is none. */
export type HttpReply = {
	status: number;
	headers: Record<string, string>;
	body: Problem | null;
};

/** Tells a first response from a repeated one on a 204: `false` or `true`. */
export const replayedHeader = "Idempotency-Replayed";

/** Which status an outcome is answered with (contract §1). */
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

// A map, since codes come from servers too: an object would know "constructor".
const issueStatus: ReadonlyMap<string, number> = new Map([
	["malformed", 400],
	["body_too_large", 413],
	["unsupported_media_type", 415],
]);

/**
 * Says an outcome over HTTP.
 *
 * @param now Unix milliseconds: `Retry-After` counts from it
 */
export function outcomeToHttp(outcome: Outcome, now: number): HttpReply {
	const status = httpStatusOf(outcome);
	const headers = matchOutcome(outcome, headersOf(now));
	return {
		status,
		headers,
		body:
			status === 204
				? null
				: problemBody(
						status,
						describe(outcome).sentence,
						detailsOf(outcome),
						outcome,
					),
	};
}

/** Reads an outcome of ours from an answer, or `null` where it holds none that is certain by itself. */
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

/** The error body for a status; every error of every surface that speaks HTTP is made here. */
export function problemBody(
	status: number,
	message: string,
	details: ErrorDetail[] = [],
	outcome?: Outcome,
): Problem {
	const [code, title] = phrases[status] ?? ["ERROR", "Error"];
	return {
		type:
			outcome === undefined
				? "about:blank"
				: `urn:signoff:outcome:${outcome.kind}`,
		title,
		status,
		detail: message,
		error: { code, message, details },
		...(outcome === undefined ? {} : { outcome }),
	};
}

const phrases: Partial<Record<number, [code: string, title: string]>> = {
	400: ["BAD_REQUEST", "Bad request"],
	401: ["UNAUTHORIZED", "Unauthorized"],
	403: ["FORBIDDEN", "Forbidden"],
	404: ["NOT_FOUND", "Not found"],
	405: ["METHOD_NOT_ALLOWED", "Method not allowed"],
	408: ["REQUEST_TIMEOUT", "Request timeout"],
	413: ["CONTENT_TOO_LARGE", "Content too large"],
	415: ["UNSUPPORTED_MEDIA_TYPE", "Unsupported media type"],
	422: ["UNPROCESSABLE_ENTITY", "Unprocessable entity"],
	429: ["TOO_MANY_REQUESTS", "Too many requests"],
	431: ["REQUEST_HEADER_FIELDS_TOO_LARGE", "Request header fields too large"],
	500: ["INTERNAL_SERVER_ERROR", "Internal server error"],
	503: ["SERVICE_UNAVAILABLE", "Service unavailable"],
	504: ["GATEWAY_TIMEOUT", "Gateway timeout"],
};

function headersOf(now: number): OutcomeTable<Record<string, string>> {
	const none = (): Record<string, string> => ({});
	const retry = ({
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
		deferred: retry,
		uncertain: retry,
	};
}

function detailsOf(outcome: Outcome): ErrorDetail[] {
	if (outcome.kind === "invalid") return outcome.issues.map(detailOf);
	const reason =
		"reason" in outcome && typeof outcome.reason === "object"
			? outcome.reason
			: null;
	const said = reason ?? {
		code: outcome.kind.toUpperCase(),
		message: describe(outcome).sentence,
	};
	return [{ reason_code: said.code, message: said.message, source: null }];
}

function detailOf({ code, path, message }: Issue): ErrorDetail {
	return {
		reason_code: code.toUpperCase(),
		message,
		source: path.length === 0 ? null : path.join("."),
	};
}
