import type { InboxProgress } from "@signoff/sdk";
import { elapsedText } from "./elapsed.ts";

/** How far a load of the inbox is. */
export type LoadProgress = Pick<
	InboxProgress,
	"lists" | "requests" | "quota" | "waiting_until"
>;

/** The parts of a progress that are shown. */
export function loadProgress({
	lists,
	requests,
	quota,
	waiting_until,
}: InboxProgress): LoadProgress {
	return { lists, requests, quota, waiting_until };
}

/**
 * A progress in words, for one line: what is done and for how long, how far it is, and what the limit leaves.
 *
 * @param ms since the begin of the load
 */
export function progressTexts(
	{ lists, quota, waiting_until }: LoadProgress,
	ms: number,
): string[] {
	return [
		waiting_until === null
			? `reading${elapsedText(ms)}`
			: `waiting for the limit until ${formatClock(waiting_until)}`,
		...(lists.found === 0 ? [] : [`${lists.done} of ${lists.found} lists`]),
		...(quota === null ? [] : [quotaText(quota)]),
	];
}

/** Such as `412 of 600 left, resets 14:05`. */
export function quotaText({
	remaining,
	limit,
	resets_at,
}: NonNullable<LoadProgress["quota"]>): string {
	return `${remaining} of ${limit} left, resets ${formatClock(resets_at)}`;
}

/** The time of day in local time, such as `14:05`. Rounded up: at that time it has happened. */
function formatClock(at: string): string {
	const date = new Date(Math.ceil(Date.parse(at) / 60_000) * 60_000);
	const twoDigits = (value: number): string => String(value).padStart(2, "0");
	return `${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}`;
}
