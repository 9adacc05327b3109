import type { StepOccurrence } from "./server-state.ts";

/** How a read writes a moment: `seconds` leaves out a fraction of 0; `number`: Unix milliseconds. */
export type TimeFormat = (typeof timeFormats)[number];

/** Every format; the simplest comes first. */
export const timeFormats = [
	"milliseconds",
	"seconds",
	"offset",
	"number",
] as const;

const offsetMs = 7_200_000;

/** The template step's uuid: every occurrence of the same step has the same. */
export function stepUuid(step: StepOccurrence): string {
	return `step-${step.index}`;
}

/** A Unix time in milliseconds as a read writes it. */
export function shownTime(
	at: number | null,
	format: TimeFormat,
): string | number | null {
	if (at === null) return null;
	switch (format) {
		case "milliseconds":
			return isoTime(at);
		case "seconds":
			return isoTime(at).replace(".000Z", "Z");
		case "offset":
			return isoTime(at + offsetMs).replace("Z", "+02:00");
		case "number":
			return at;
	}
}

// Each read of a schedule shows the same few moments, and to format one is slow.
const formatted = new Map<number, string>();
const maxFormatted = 500;

function isoTime(at: number): string {
	const known = formatted.get(at);
	if (known !== undefined) return known;
	if (formatted.size >= maxFormatted) formatted.clear();
	const text = new Date(at).toISOString();
	formatted.set(at, text);
	return text;
}
