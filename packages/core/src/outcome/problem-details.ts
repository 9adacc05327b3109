import type { Outcome } from "./outcome.ts";

/** One entry of a v2 error's `details` (contract §1). */
export type ErrorDetail = {
	reason_code: string;
	message: string;
	source: string | null;
};

/** The error body of every surface: RFC 9457 and the contract's v2 error in one object, with the outcome. */
export type Problem = {
	type: string;
	title: string;
	status: number;
	detail: string;
	instance?: string;
	error: { code: string; message: string; details: ErrorDetail[] };
	outcome?: Outcome;
};

/** Builds the error body for a status. Every HTTP error of every surface is built here. */
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
	421: ["MISDIRECTED_REQUEST", "Misdirected request"],
	422: ["UNPROCESSABLE_ENTITY", "Unprocessable entity"],
	429: ["TOO_MANY_REQUESTS", "Too many requests"],
	431: ["REQUEST_HEADER_FIELDS_TOO_LARGE", "Request header fields too large"],
	500: ["INTERNAL_SERVER_ERROR", "Internal server error"],
	503: ["SERVICE_UNAVAILABLE", "Service unavailable"],
	504: ["GATEWAY_TIMEOUT", "Gateway timeout"],
};
