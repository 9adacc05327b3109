import { type CauseCode, isPermanentCause } from "../outcome/cause.ts";
import type { RequestEvent, ResponseEvent } from "./events.ts";

/** Why a request was not answered, or its answer is of no use; `null` if it is, or if nothing is known. */
export function causeOf(event: RequestEvent): CauseCode | null {
	if (event.kind === "response") {
		if (isForeignAnswer(event)) return "not_the_api";
		return event.status === 408 || event.status >= 500 ? "server_error" : null;
	}
	return "cause" in event ? (event.cause ?? null) : null;
}

/** True if a request that ended so would fail again in the same way, however long the wait. */
export function isPermanent(event: RequestEvent): boolean {
	return (
		(event.kind === "not_sent" && event.permanent) ||
		isPermanentCause(causeOf(event))
	);
}

/** So many foreign answers in a row mean that another server is at the address. */
export const maxForeignAnswers = 3;

/**
 * True for an answer that the API never gives: a redirect or an HTML page. Gateways in front of the API answer 408, 429
 * and 5xx with HTML as well (contract §1).
 */
export function isForeignAnswer({ status, data }: ResponseEvent): boolean {
	if (status === 408 || status === 429 || status >= 500) return false;
	return (
		(status >= 300 && status < 400) ||
		(typeof data === "string" && data.trimStart().startsWith("<"))
	);
}

/** True if the body is a JSON object, as in every answer of the API except a 204. */
export function isApiAnswer({ data }: ResponseEvent): boolean {
	return typeof data === "object" && data !== null && !Array.isArray(data);
}
