const units: Record<string, string> = {
	s: "second",
	min: "minute",
	h: "hour",
	d: "day",
};

/** Durations with the whole names of their units: `overdue 2 d` becomes `overdue 2 days`. */
function withWholeUnits(text: string): string {
	return text.replace(
		/\b(\d+) (s|min|h|d)\b/g,
		(_, count: string, unit: string) =>
			`${count} ${units[unit]}${count === "1" ? "" : "s"}`,
	);
}

/** One line to be read: columns become parts of a sentence. */
export function asSentence(text: string): string {
	const parts = text.trim().replace(/\s{2,}/g, ", ");
	return withWholeUnits(parts.replace(/:, /g, ": "));
}

/** A line without the numbers that time changes: what counts seconds, or how much is uploaded, is not read again. */
export function withoutTimes(text: string): string {
	return text
		.replace(/\d+ (second|minute|hour|day)s?/g, "N $1")
		.replace(/\d+ %/g, "N %");
}
