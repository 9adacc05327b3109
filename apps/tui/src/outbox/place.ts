import { randomUUID } from "node:crypto";
import { type ClaimParts, returnToDraft } from "./claim.ts";
import { draftOf } from "./draft.ts";
import type { NewEntry, OutboxEntry } from "./entry.ts";
import { stepKey } from "./entry-row.ts";
import { fingerprintOf } from "./fingerprint.ts";
import type { OutboxIdentity } from "./identity.ts";

/** Which entry there is for a step and an answer, within a transaction. */
export type Placement =
	/** There was none; this one was inserted. */
	| { kind: "inserted"; entry: OutboxEntry }
	/** The same answer, not settled yet. */
	| { kind: "same"; entry: OutboxEntry }
	/** Another answer of this person to the step that may be on record, or is being sent. */
	| { kind: "other"; entry: OutboxEntry };

/** Inserts an entry, unless an answer to the step is not settled. One that certainly never left is replaced. */
export function place(
	parts: ClaimParts,
	identity: OutboxIdentity,
	entry: NewEntry,
	fields: Pick<OutboxEntry, "origin"> & {
		state: "held" | "open";
		due_at: number;
	},
): Placement {
	const { entries, drafts, now } = parts;
	const fingerprint = fingerprintOf(entry);
	for (const earlier of unsettledAnswers(parts, identity, entry)) {
		if (fingerprintOfStored(parts, earlier) === fingerprint)
			return { kind: "same", entry: earlier };
		if (earlier.leased || earlier.sent)
			return { kind: "other", entry: earlier };
		replace(parts, earlier);
	}
	const inserted = entries.insert(identity, entry, {
		...fields,
		id: randomUUID(),
		at: now(),
		fingerprint,
	});
	drafts.drop(identity, draftOf(entry.submission, []).step);
	return { kind: "inserted", entry: inserted };
}

/** The answers to the step that are not settled. One held back by a process that ended is a draft now. */
function unsettledAnswers(
	parts: ClaimParts,
	identity: OutboxIdentity,
	{ submission }: NewEntry,
): OutboxEntry[] {
	const { project_id, instance_id, step_id } = stepKey(submission);
	const found = parts.entries.of(
		identity,
		"state <> 'settled' AND project_id IS ? AND instance_id = ? AND step_id = ?",
		project_id,
		instance_id,
		step_id,
	);
	return found.filter((entry) => {
		if (entry.state.kind !== "held" || entry.leased) return true;
		returnToDraft(parts, entry);
		return false;
	});
}

function fingerprintOfStored(
	{ file }: ClaimParts,
	{ id }: OutboxEntry,
): string {
	const row = file.db
		.prepare("SELECT fingerprint FROM entries WHERE id = ?")
		.get(id);
	return String(row?.["fingerprint"]);
}

/** The person has decided otherwise: an answer that never left is not sent any more. */
function replace(
	{ entries, now }: ClaimParts,
	{ id, state }: OutboxEntry,
): void {
	if (state.kind === "open" && state.outcome !== null)
		entries.update(id, { state: "settled", settled_at: now() });
	else entries.remove(id);
}
