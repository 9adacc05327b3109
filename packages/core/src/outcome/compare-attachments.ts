import { type Attachments, attachmentKinds } from "../contract/submission.ts";
import { matchOutcome, type Outcome, type OutcomeTable } from "./outcome.ts";

/** Whether two submissions name the same files. The order of a list does not count; a missing list is an empty one. */
export function sameAttachments(
	one: Attachments | undefined,
	other: Attachments | undefined,
): boolean {
	return attachmentKinds.every((kind) => {
		const [a, b] = [new Set(one?.[kind]), new Set(other?.[kind])];
		return a.size === b.size && [...a].every((id) => b.has(id));
	});
}

/**
 * Says whether a response's files are those on record, as far as a read can tell. A repeat with other files is a
 * no-op that is answered 204 all the same (contract §1). A read shows files by name, without ids: another number of
 * them is proof that they differ, the same number is none that they do not.
 *
 * @param shown the `attachments` of the row on record, as read
 */
export function compareAttachments(
	outcome: Outcome,
	submitted: Attachments | undefined,
	shown: unknown,
): Outcome {
	const wanted = attachmentKinds.reduce(
		(sum, kind) => sum + new Set(submitted?.[kind]).size,
		0,
	);
	const there = Array.isArray(shown) ? shown.length : null;
	if (wanted === 0 && (there === null || there === 0)) return outcome;
	const unclear = there === null || there === wanted;
	return withAttachments(outcome, unclear ? "unknown" : "differ");
}

/** The same outcome with a word about its files, where it says that a response is on record. */
export function withAttachments(
	outcome: Outcome,
	attachments: NonNullable<Outcome["attachments"]>,
): Outcome {
	return matchOutcome(outcome, isOnRecord)
		? { ...outcome, attachments }
		: outcome;
}

const yes = (): boolean => true;
const no = (): boolean => false;

const isOnRecord: OutcomeTable<boolean> = {
	recorded: yes,
	unchanged: yes,
	accepted: yes,
	conflict: no,
	superseded: no,
	invalid: no,
	unauthenticated: no,
	forbidden: no,
	not_found: no,
	deferred: no,
	uncertain: no,
};
