/** A duration in its largest fitting unit: `5 min`, `3 h`, `2 d`. */
function formatDuration(ms: number): string {
	const minutes = Math.floor(Math.abs(ms) / 60_000);
	if (minutes < 60) return `${minutes} min`;
	const hours = Math.floor(minutes / 60);
	return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} d`;
}

/**
 * The day of a time and its age: `2026-11-20 (3 d ago)`. Text that is not a date is returned as it is.
 *
 * @param now Unix milliseconds
 */
export function formatSince(at: string, now: number): string {
	const ms = Date.parse(at);
	if (Number.isNaN(ms)) return at;
	return `${formatDay(ms)} (${formatDuration(now - ms)} ago)`;
}

/** How long ago a moment was, both in Unix milliseconds: `5 min ago`, `just now`. */
export function formatAge(at: number, now: number): string {
	return now - at < 60_000 ? "just now" : `${formatDuration(now - at)} ago`;
}

/**
 * When something is due: `overdue 2 d`, `due in 3 h`; empty without a date.
 *
 * @param overdue as the inbox decided it
 * @param now Unix milliseconds
 */
export function formatDue(
	at: string | null,
	overdue: boolean,
	now: number,
): string {
	const ms = Date.parse(at ?? "");
	if (Number.isNaN(ms)) return overdue ? "overdue" : "";
	if (Math.abs(now - ms) < 60_000) return overdue ? "overdue" : "due now";
	return overdue
		? `overdue ${formatDuration(now - ms)}`
		: `due in ${formatDuration(ms - now)}`;
}

/** The short form of {@link formatDue} for narrow terminals: `2 d late`, `in 3 h`. */
export function formatDueShort(
	at: string | null,
	overdue: boolean,
	now: number,
): string {
	const ms = Date.parse(at ?? "");
	return overdue && !Number.isNaN(ms)
		? `${formatDuration(now - ms)} late`
		: formatDue(at, overdue, now).replace(/^due /, "");
}

/** The day of a time, in local time: `2026-11-20`. */
export function formatDay(ms: number): string {
	const date = new Date(ms);
	const parts = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
	return parts.map(twoDigits).join("-");
}

/** The time of day in local time: `14:05:10`. */
export function formatTime(at: string): string {
	const date = new Date(at);
	const parts = [date.getHours(), date.getMinutes(), date.getSeconds()];
	return parts.map(twoDigits).join(":");
}

function twoDigits(value: number): string {
	return String(value).padStart(2, "0");
}
