import { type Attachments, attachmentKinds } from "../contract/submission.ts";
import type { Outcome } from "./outcome.ts";

/**
 * Whether the files on record are those submitted; `undefined` if there are none. A repeat with other files changes
 * nothing and is also answered with 204 (contract §1). A read shows files without ids: a different number of files
 * proves that they differ; an equal number proves nothing.
 *
 * @param shown `attachments` of the row on record, as shown by a read; `undefined` if there was no read
 */
export function compareAttachments(
	submitted: Attachments | undefined,
	shown: unknown,
): Outcome["attachments"] {
	const submittedCount = submitted
		? attachmentKinds.reduce(
				(sum, kind) => sum + new Set(submitted[kind]).size,
				0,
			)
		: 0;
	const shownCount = Array.isArray(shown) ? shown.length : null;
	if (submittedCount === 0 && !shownCount) return undefined;
	return shownCount === null || shownCount === submittedCount
		? "unknown"
		: "differ";
}
