import type { CallName } from "@signoff/core";

/** A request while it is in progress. */
export const requestLabels: Record<CallName, string> = {
	submit: "Sending your answer",
	read_instance: "Looking at the step",
	read_history: "Looking into the history",
	read_me: "Asking who you are",
	refresh_token: "Renewing the token",
};

/** Shown before the first request. */
export const starting = "Beginning";

/** Shown if a request takes long. */
export const slowText =
	"The server has not answered yet. If the answer is lost, the record is read; nothing is recorded twice.";

/**
 * Shown during a wait.
 *
 * @param seconds until the next request
 * @param until the time of the next request, ISO 8601
 */
export function waitingText(
	noReply: boolean,
	seconds: number,
	until: string,
): string {
	const reason = noReply ? "No answer came. Trying again" : "Trying again";
	return `${reason} in ${seconds} s (${until.slice(11, 19)} UTC). Nothing is recorded twice.`;
}
