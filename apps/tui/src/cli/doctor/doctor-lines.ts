import { sanitize } from "@signoff/core/validation";
import type { Theme } from "../../terminal/theme.ts";
import { checkNames } from "./facts/check.ts";
import type { MadeCheck } from "./run-checks.ts";

/** One line for each check, with what to do below one that failed. */
export function doctorLines(
	checks: readonly MadeCheck[],
	theme: Theme,
): string[] {
	const made = new Set(checks.map(({ name }) => name));
	const left = checkNames.filter((name) => !made.has(name));
	return [
		...checks.flatMap(({ ok, message, fix }) => [
			`${ok ? theme.mark("recorded") : theme.cross} ${sanitize(message)}`,
			...(fix === null ? [] : [`  ${sanitize(fix)}`]),
		]),
		...(left.length === 0
			? []
			: [theme.faint(`Not checked: ${left.join(", ")}.`)]),
	];
}
