import type { Outcome, OutcomeKind } from "@signoff/core";
import { sanitize } from "@signoff/core/validation";
import type { Theme } from "../../terminal/theme.ts";

/**
 * A sentence with the mark of its outcome, below it what it is about, and the next thing to do.
 *
 * @param about item, step, option and instance
 */
export function outcomeLines(
	kind: OutcomeKind,
	sentence: string,
	next: string | null,
	theme: Theme,
	about?: string,
): string[] {
	return [
		`${theme.mark(kind)} ${sanitize(sentence)}`,
		...(about === undefined ? [] : [`  ${sanitize(about)}`]),
		...(next === null ? [] : [`  ${theme.faint(sanitize(next))}`]),
	];
}

/** The response that is on record, if it is another one than the one sent. */
export function onRecordLines(outcome: Outcome): string[] {
	if (outcome.kind !== "conflict") return [];
	const { option, comment, submitted_at } = outcome.on_record;
	const parts = [
		option.name,
		comment ? `“${comment}”` : "no comment",
		submitted_at,
	];
	return [
		`  On record: ${sanitize(parts.filter((part) => part !== null).join(", "))}`,
	];
}
