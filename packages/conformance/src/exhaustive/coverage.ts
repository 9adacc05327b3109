import type { RequestEvent } from "@signoff/core";
import type { Phase } from "@signoff/core/settlement";
import type { RunStep } from "./run.ts";

/** Every class of events: the kind, and for an HTTP response the status or its class. */
export const eventClasses = [
	"2xx",
	"3xx",
	"401",
	"408",
	"429",
	"other 4xx",
	"5xx",
	"no_response",
	"not_sent",
	"no_token",
	"throttled",
	"slept",
	"refreshed",
	"refresh_failed",
	"refresh_refused",
] as const;

/** A class of events. */
export type EventClass = (typeof eventClasses)[number];

/** How often each event met each phase, in doubt or not. */
export type Coverage = Partial<Record<CoverageCell, number>>;

/** One cell of the coverage table. */
export type CoverageCell = `${Phase} ${"clear" | "doubt"} ${EventClass}`;

const phaseOrder: Record<Phase, true> = {
	preflight: true,
	submit: true,
	verify: true,
	recheck: true,
	wait_for_delivery: true,
	final_read: true,
};

/** Every phase, in the order in which a settlement passes through them. */
export const phases: Phase[] = Object.keys(phaseOrder) as Phase[];

/** Counts an event in the cell of the state that it met. */
export function countStep(
	coverage: Coverage,
	{ before, event }: RunStep,
): void {
	const doubt = before.in_doubt ? "doubt" : "clear";
	const cell: CoverageCell = `${before.phase} ${doubt} ${eventClassOf(event)}`;
	coverage[cell] = (coverage[cell] ?? 0) + 1;
}

/** The class of an event. */
function eventClassOf(event: RequestEvent): EventClass {
	if (event.kind !== "response") return event.kind;
	const { status } = event;
	if (status === 401 || status === 408 || status === 429) return `${status}`;
	if (status >= 500) return "5xx";
	if (status >= 400) return "other 4xx";
	return status >= 300 ? "3xx" : "2xx";
}
