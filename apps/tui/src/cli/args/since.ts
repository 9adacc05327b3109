import type { Issue } from "@signoff/core";
import { malformedIssue } from "@signoff/core/validation";

const unitMs: Partial<Record<string, number>> = {
	m: 60_000,
	h: 3_600_000,
	d: 86_400_000,
	w: 7 * 86_400_000,
};

/**
 * The value of `--since`, a duration such as `7d` before now or a date such as `2026-11-20`, in Unix milliseconds; or
 * the issue with it.
 */
export function parseSince(
	value: string | undefined,
	now: number,
): number | undefined | Issue {
	if (value === undefined) return undefined;
	const [, count, unit = ""] = /^(\d{1,6})([mhdw])$/.exec(value) ?? [];
	const ms = unitMs[unit];
	if (count !== undefined && ms !== undefined) return now - Number(count) * ms;
	const date = /^\d{4}-\d\d-\d\d/.test(value) ? Date.parse(value) : Number.NaN;
	return Number.isNaN(date)
		? malformedIssue(
				[],
				"`--since` must be a duration such as `7d` (m, h, d or w), or a date such as `2026-11-20`.",
			)
		: date;
}
