import type { WaitingStep } from "./waiting-step.ts";

/** Orders steps by due time, so that overdue steps come first, and then by how long they have waited. */
export function byUrgency(a: WaitingStep, b: WaitingStep): number {
	return (
		timeOf(a.step.overdue_at) - timeOf(b.step.overdue_at) ||
		timeOf(a.waiting_since) - timeOf(b.waiting_since)
	);
}

/** Unix milliseconds. A step without a date sorts last. */
function timeOf(at: string | null): number {
	const ms = Date.parse(at ?? "");
	return Number.isNaN(ms) ? Number.MAX_SAFE_INTEGER : ms;
}
