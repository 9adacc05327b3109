import { formatTime } from "../../ui/relative-time.ts";

/** Shown before an answer is sent. */
export const entryTexts = {
	held: (seconds: number): string =>
		`Goes in ${seconds} s. Nothing was sent yet: u takes it back, s sends it now.`,
	passed: "Its time to be taken back is over. It goes now.",
	gone: "It was taken back, and is a draft.",
	elsewhere: "Another signoff is sending it.",
	stale: (day: string): string =>
		`You decided this on ${day}, and it was never sent. It goes only if you want it to: s sends it, u makes it a draft.`,
	uncertain: (seconds: number): string =>
		`It is not certain whether it is on record. That is settled by itself, next in ${seconds} s; nothing is recorded twice.`,
	waiting: (seconds: number): string =>
		`It was not sent. It goes by itself, next in ${seconds} s; u makes it a draft.`,
} as const;

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
	return `${reason} in ${seconds} s (${formatTime(until)}). Nothing is recorded twice.`;
}
