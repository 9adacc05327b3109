import { type Attachments, attachmentKinds } from "../contract/submission.ts";
import type { Outcome } from "./outcome.ts";
import { outcomeTraits } from "./traits.ts";

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

/**
 * Adds to an outcome whether the files on record are those submitted. A repeat with other files changes nothing and is
 * also answered with 204 (contract §1). A read shows files without ids: a different number of files proves that they
 * differ; an equal number proves nothing.
 *
 * @param shown `attachments` of the row on record, as shown by a read; `undefined` if there was no read
 */
export function compareAttachments(
	outcome: Outcome,
	submitted: Attachments | undefined,
	shown: unknown,
): Outcome {
	const submittedCount = attachmentKinds.reduce(
		(sum, kind) => sum + new Set(submitted?.[kind]).size,
		0,
	);
	const shownCount = Array.isArray(shown) ? shown.length : null;
	if (submittedCount === 0 && (shownCount === null || shownCount === 0))
		return outcome;
	const unclear = shownCount === null || shownCount === submittedCount;
	return withAttachments(outcome, unclear ? "unknown" : "differ");
}

/** Adds the comparison of files to an outcome that says that this response is on record; leaves others unchanged. */
export function withAttachments(
	outcome: Outcome,
	attachments: NonNullable<Outcome["attachments"]>,
): Outcome {
	return outcomeTraits[outcome.kind].onRecord
		? { ...outcome, attachments }
		: outcome;
}
