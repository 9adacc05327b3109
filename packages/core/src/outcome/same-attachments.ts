import { type Attachments, attachmentKinds } from "../contract/submission.ts";
import type { Outcome } from "./outcome.ts";

/** True if two submissions name the same files, in any order. A missing list equals an empty one. */
export function sameAttachments(
	left: Attachments | undefined,
	right: Attachments | undefined,
): boolean {
	return attachmentKinds.every((kind) => {
		const [a, b] = [new Set(left?.[kind]), new Set(right?.[kind])];
		return a.size === b.size && [...a].every((id) => b.has(id));
	});
}

/** Adds the comparison of files to an outcome that says that this response is on record; leaves others unchanged. */
export function withAttachments(
	outcome: Outcome,
	attachments: NonNullable<Outcome["attachments"]>,
): Outcome {
	return isOnRecord(outcome) ? { ...outcome, attachments } : outcome;
}

/** `outcomeTraits` says the same; bundles that only respond do not load it. */
export function isOnRecord({ kind }: Outcome): boolean {
	return kind === "recorded" || kind === "unchanged" || kind === "accepted";
}
