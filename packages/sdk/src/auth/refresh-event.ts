import type { RequestEvent } from "@signoff/core/request";
import type { Clock } from "../util/clock.ts";
import type { RefreshResult } from "./auth.ts";

/**
 * The event that the result of a refresh is for core's machines.
 *
 * @param now the clock of the operation
 */
export function refreshEvent(result: RefreshResult, now: Clock): RequestEvent {
	// A caller's function may return anything.
	if (typeof result === "string")
		return Object.hasOwn(refreshEvents, result)
			? { kind: refreshEvents[result] }
			: callbackFailed;
	switch (result?.kind) {
		case "failed":
			return result.permanent
				? { ...result, kind: "not_sent" }
				: { kind: "no_response", cause: result.cause };
		case "throttled":
			return { kind: "throttled", until: now() + result.retryAfterMs };
		case "refused":
			return { kind: "refresh_refused", reason: result.reason };
		default:
			return callbackFailed;
	}
}

/** A function of the caller threw, rejected or returned what it must not. */
export const callbackFailed: Extract<RequestEvent, { kind: "not_sent" }> = {
	kind: "not_sent",
	cause: "callback_failed",
};

const refreshEvents = {
	refreshed: "refreshed",
	failed: "refresh_failed",
	refused: "refresh_refused",
} as const satisfies Record<
	Extract<RefreshResult, string>,
	RequestEvent["kind"]
>;
