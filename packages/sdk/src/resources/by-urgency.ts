import type { WaitingStep } from "./waiting-step.ts";

/**
 * Orders waiting steps, for `Array.sort`: by due time, so that overdue steps come first; then by how long they have
 * waited; then by the instance's id, so that the order does not depend on which was found first.
 */
export function byUrgency(a: WaitingStep, b: WaitingStep): number {
	return (
		timeOf(a.step.overdue_at) - timeOf(b.step.overdue_at) ||
		timeOf(a.waiting_since) - timeOf(b.waiting_since) ||
		compareIds(a.instance.id, b.instance.id)
	);
}

/** Unix milliseconds. A step without a date sorts last. */
function timeOf(at: string | null): number {
	const ms = Date.parse(at ?? "");
	return Number.isNaN(ms) ? Number.MAX_SAFE_INTEGER : ms;
}

/** Ids of digits compare as numbers, of any size. */
function compareIds(a: string, b: string): number {
	return a.length - b.length || (a < b ? -1 : Number(a > b));
}
