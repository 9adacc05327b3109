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
			return new Date(at).toISOString();
		case "seconds":
			return new Date(at).toISOString().replace(".000Z", "Z");
		case "offset":
			return new Date(at + offsetMs).toISOString().replace("Z", "+02:00");
		case "number":
			return at;
	}
}
