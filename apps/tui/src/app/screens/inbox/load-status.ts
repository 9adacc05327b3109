import stringWidth from "string-width";
import { elapsedText } from "../../../model/elapsed.ts";
import { progressTexts, quotaText } from "../../../model/load-progress.ts";
import { formatAge } from "../../ui/relative-time.ts";
import type { AppTheme } from "../../ui/theme.ts";
import { statusText } from "./copy.ts";
import { cachedLoadId } from "./rows.ts";
import type { InboxState } from "./state.ts";

/**
 * The state of the load, in as many words as fit: how old the rows are, how far the load is, what the limit leaves.
 *
 * @param now Unix milliseconds
 */
export function loadStatus(
	inbox: InboxState,
	now: number,
	columns: number,
	{ glyphs }: AppTheme,
): string {
	const { status, progress } = inbox;
	const parts =
		status.kind === "loading"
			? [ageOf(inbox, now), ...loadTexts(inbox, now)]
			: [
					status.kind === "loaded" && status.unreadable > 0
						? statusText.unreadable(status.unreadable)
						: null,
					progress?.quota ? quotaText(progress.quota) : null,
				];
	const texts = parts.filter((each) => each !== null);
	while (
		stringWidth(texts.join(glyphs.separator)) > columns &&
		texts.length > 1
	)
		texts.pop();
	return texts.join(glyphs.separator);
}

/** Without rows the body says what is read. */
function loadTexts(
	{ progress, rows, startedAt }: InboxState,
	now: number,
): string[] {
	const ms = now - startedAt;
	if (progress !== null) return progressTexts(progress, ms);
	return rows.length === 0 ? [] : [`reading${elapsedText(ms)}`];
}

/** The age of the rows, if any of them is from an earlier run. */
function ageOf({ rows, readAt }: InboxState, now: number): string | null {
	if (rows.every(({ loadId }) => loadId !== cachedLoadId)) return null;
	return readAt === null
		? statusText.neverComplete
		: statusText.cached(formatAge(readAt, now));
}
