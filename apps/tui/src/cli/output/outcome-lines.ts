import type { Outcome, OutcomeKind } from "@signoff/core";
import { sanitize } from "@signoff/core/validation";
import type { Theme } from "../../terminal/theme.ts";

/** A sentence with the mark of its outcome, and below it the next thing to do. */
export function outcomeLines(
	kind: OutcomeKind,
	sentence: string,
	next: string | null,
	theme: Theme,
): string[] {
	const first = `${theme.mark(kind)} ${sanitize(sentence)}`;
	return next === null ? [first] : [first, `  ${theme.faint(sanitize(next))}`];
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
