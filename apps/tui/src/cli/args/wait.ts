import type { Issue } from "@signoff/core";
import { malformedIssue } from "@signoff/core/validation";

/** The value of `--wait` in milliseconds, or the issue with it. */
export function parseWait(
	seconds: string | undefined,
): number | undefined | Issue {
	if (seconds === undefined) return undefined;
	const value = /^\d+(\.\d+)?$/.test(seconds) ? Number(seconds) * 1000 : 0;
	return value > 0 && Number.isFinite(value)
		? value
		: malformedIssue([], "`--wait` must be a number of seconds above 0.");
}
