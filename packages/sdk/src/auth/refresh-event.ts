import type { RequestEvent } from "@signoff/core/request";
import type { Clock } from "../util/clock.ts";
import type { RefreshResult } from "./auth.ts";

/** A result with or without details, as an object. */
type DetailedResult =
	| Exclude<RefreshResult, string>
	| { kind: Extract<RefreshResult, string> };

/**
 * The event that the result of a refresh is for core's machines.
 *
 * @param now the clock of the operation
 */
export function refreshEvent(result: RefreshResult, now: Clock): RequestEvent {
	const detailed: DetailedResult =
		typeof result === "string" ? { kind: result } : result;
	// A caller's function may return anything.
	switch (detailed?.kind) {
		case "refreshed":
			return { kind: "refreshed" };
		case "failed":
			return "cause" in detailed
				? { ...detailed, kind: detailed.permanent ? "not_sent" : "no_response" }
				: { kind: "refresh_failed" };
		case "throttled":
			return { kind: "throttled", until: now() + detailed.retryAfterMs };
		case "refused":
			return { ...detailed, kind: "refresh_refused" };
		default:
			return callbackFailed;
	}
}

/** A function of the caller threw, rejected or returned what it must not. */
export const callbackFailed: Extract<RequestEvent, { kind: "not_sent" }> = {
	kind: "not_sent",
	cause: "callback_failed",
};
