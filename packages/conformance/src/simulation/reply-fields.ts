import type { StepOccurrence } from "./server-state.ts";

/** The template step's uuid: every occurrence of the same step has the same. */
export function stepUuid(step: StepOccurrence): string {
	return `step-${step.index}`;
}

/** A Unix time in milliseconds as ISO 8601. */
export function isoTime(at: number | null): string | null {
	return at === null ? null : new Date(at).toISOString();
}
