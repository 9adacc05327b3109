/** A length of time in its largest fitting unit: `5 min`, `3 h`, `2 d`. */
function lengthOf(ms: number): string {
	const minutes = Math.floor(Math.abs(ms) / 60_000);
	if (minutes < 60) return `${minutes} min`;
	const hours = Math.floor(minutes / 60);
	return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} d`;
}

/** A moment's day and how long ago it was: `2026-11-20 (3 d ago)`; what is no date stays as it came. */
export function sinceWords(at: string, now: number): string {
	const ms = Date.parse(at);
	if (Number.isNaN(ms)) return at;
	return `${day(ms)} (${lengthOf(now - ms)} ago)`;
}

/**
 * When something is due: `overdue 2 d`, `due in 3 h`; empty where nobody says.
 *
 * @param overdue as the inbox decided it
 */
export function dueWords(
	at: string | null,
	overdue: boolean,
	now: number,
): string {
	const ms = Date.parse(at ?? "");
	if (Number.isNaN(ms)) return overdue ? "overdue" : "";
	if (Math.abs(now - ms) < 60_000) return overdue ? "overdue" : "due now";
	return overdue
		? `overdue ${lengthOf(now - ms)}`
		: `due in ${lengthOf(ms - now)}`;
}

/** The same in as few columns as can be: `2 d late`, `in 3 h`. */
export function shortDueWords(
	at: string | null,
	overdue: boolean,
	now: number,
): string {
	const ms = Date.parse(at ?? "");
	return overdue && !Number.isNaN(ms)
		? `${lengthOf(now - ms)} late`
		: dueWords(at, overdue, now).replace(/^due /, "");
}

/** The day of a moment, in UTC. */
export function day(ms: number): string {
	return new Date(ms).toISOString().slice(0, 10);
}
