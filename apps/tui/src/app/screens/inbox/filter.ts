import { projectName, type WaitingStep } from "../../../model/waiting-step.ts";
import type { Row } from "./rows.ts";

/** Whether a row matches a part of the filter. */
type Condition = (row: Row) => boolean;

const dayMs = 86_400_000;

/**
 * The condition of a filter: words, `tool:`, `project:`, `overdue` and `due:`. All of them must match. A value with
 * spaces is written in quotes.
 *
 * @param now Unix milliseconds
 */
export function filterCondition(filter: string, now: number): Condition {
	const parts = filter
		.toLowerCase()
		.match(/(?:[a-z]+:)?"[^"]*"?|\S+/g)
		?.map((part) => conditionOf(part, now));
	return (row) => parts?.every((matches) => matches(row)) ?? true;
}

function conditionOf(part: string, now: number): Condition {
	const [, key = "", value = ""] = /^(?:([a-z]+):)?(.*)$/s.exec(part) ?? [];
	const wanted = value.replaceAll('"', "");
	switch (key) {
		case "tool":
			return ({ waitingStep }) =>
				waitingStep.tool.toLowerCase().includes(wanted);
		case "project":
			return ({ waitingStep }) =>
				(projectName(waitingStep) ?? "the company")
					.toLowerCase()
					.includes(wanted);
		case "due":
			return dueCondition(wanted, now);
		default:
			return part === "overdue"
				? ({ waitingStep }) => waitingStep.overdue
				: ({ search }) => search.includes(part.replaceAll('"', ""));
	}
}

/** Due up to the end of a day: `today`, `tomorrow`, `week`, `3d`, `2026-11-30`; or `none`. Else any step that is due. */
function dueCondition(value: string, now: number): Condition {
	if (value === "none") return ({ waitingStep }) => dueAt(waitingStep) === null;
	const end = endOf(value, now);
	return ({ waitingStep }) => {
		const at = dueAt(waitingStep);
		return at !== null && at <= end;
	};
}

/** The end of the day in local time; any time if the value is not complete. */
function endOf(value: string, now: number): number {
	const [, days] = /^(\d{1,4})d?$/.exec(value) ?? [];
	const [, year, month, day] = /^(\d{4})-(\d\d?)-(\d\d?)$/.exec(value) ?? [];
	if (year !== undefined)
		return new Date(Number(year), Number(month) - 1, Number(day) + 1).getTime();
	const named: Partial<Record<string, number>> = {
		today: 0,
		tomorrow: 1,
		week: 7,
	};
	const count = days === undefined ? named[value] : Number(days);
	if (count === undefined) return Number.POSITIVE_INFINITY;
	const date = new Date(now + count * dayMs);
	return new Date(
		date.getFullYear(),
		date.getMonth(),
		date.getDate() + 1,
	).getTime();
}

function dueAt({ step }: WaitingStep): number | null {
	const at = Date.parse(step.overdue_at ?? "");
	return Number.isNaN(at) ? null : at;
}
