const millisecondsOf: Record<string, number> = {
	s: 1_000,
	m: 60_000,
	h: 3_600_000,
	d: 86_400_000,
};

/** A hundred years: a longer duration is a mistake, and a date that far may not exist. */
const maxMs = 36_500 * 86_400_000;

/** What a duration looks like, for messages. */
export const durationForm = "a duration such as 30s, 5m, 12h or 90d";

/** The milliseconds of a duration such as `30s`, `5m`, `12h` or `90d`; `null` if it is not one, is 0 or is too long. */
export function parseDuration(text: string): number | null {
	const [, digits, unit = ""] = /^([1-9]\d{0,12})([smhd])$/.exec(text) ?? [];
	const milliseconds = Number(digits) * (millisecondsOf[unit] ?? Number.NaN);
	return milliseconds <= maxMs ? milliseconds : null;
}
