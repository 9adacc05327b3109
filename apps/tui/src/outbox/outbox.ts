import { join } from "node:path";
import { type Claim, createClaim, returnToDraft } from "./claim.ts";
import { draftOf, type StoredDraft } from "./draft.ts";
import { draftTable } from "./draft-table.ts";
import {
	isRevocable,
	isStale,
	type NewEntry,
	type OutboxEntry,
} from "./entry.ts";
import { dueAt, list } from "./entry-queries.ts";
import { stepKey } from "./entry-row.ts";
import { entryTable } from "./entry-table.ts";
import type { OutboxIdentity } from "./identity.ts";
import { createLeases, type Lease } from "./leases.ts";
import type { Held, Outbox } from "./outbox-api.ts";
import { openOutboxFile } from "./outbox-file.ts";
import { place } from "./place.ts";
import { createStateDirectory } from "./state-directory.ts";
import { uploadTable } from "./upload-table.ts";

/**
 * Opens the outbox in a state directory, and creates both if they do not exist; only their owner may read them.
 *
 * @throws {OutboxError} if it cannot be opened or written, is damaged, or is another version's
 */
export function openOutbox(
	directory: string,
	now: () => number = Date.now,
): Outbox {
	createStateDirectory(directory);
	const path = join(directory, "outbox.db");
	const file = openOutboxFile(path);
	const { db, read, write } = file;
	const entries = entryTable(file, now);
	const drafts = draftTable(file, now);
	const leases = createLeases(file, entries, now);
	const parts = { file, entries, drafts, now };
	/** The entries that this process holds back. */
	const held = new Map<string, Lease>();

	function claim(entry: OutboxEntry, lease: Lease): Claim {
		return createClaim(parts, entry, lease, uploadTable(file, entry));
	}

	function acquire({ id }: OutboxEntry): Claim {
		const lease = leases.acquire(id);
		const entry = entries.get(id);
		if (entry === null) throw new Error("There is no such entry.");
		return claim(entry, lease);
	}

	/** Ends the windows of this process that have passed. */
	function openHeld(): void {
		for (const [id, lease] of held) {
			const entry = lease.isValid() ? entries.get(id) : null;
			if (entry?.state.kind !== "held") held.delete(id);
			else if (entry.state.until <= now()) {
				held.delete(id);
				entries.update(id, { state: "open" });
				lease.release();
			}
		}
	}

	/** Stores an answer that this process holds back, within a transaction. */
	function holdBack(
		identity: OutboxIdentity,
		entry: NewEntry,
		until: number,
	): Held {
		const placed = place(parts, identity, entry, {
			origin: "app",
			state: "held",
			due_at: until,
		});
		if (placed.kind !== "inserted")
			return { kind: "unsettled", entry: placed.entry };
		const { id } = placed.entry;
		held.set(id, leases.acquire(id));
		return { kind: "held", entry: entries.get(id) ?? placed.entry };
	}

	/** Turns an entry into a draft, within a transaction; `null` if it is too late. */
	function toDraft(id: string): StoredDraft | null {
		const entry = entries.get(id);
		if (entry === null || !isRevocable(entry, now())) return null;
		held.get(id)?.release();
		held.delete(id);
		returnToDraft(parts, entry);
		return { ...draftOf(entry.submission, entry.files), at: entry.at };
	}

	function open(identity: OutboxIdentity): OutboxEntry[] {
		return entries
			.of(identity, "state = 'open'")
			.filter((entry) => !isStale(entry, now()));
	}

	/** The entries whose window was open when their process ended. */
	const abandoned = (): OutboxEntry[] =>
		entries.select("state = 'held'").filter(({ leased }) => !leased);

	const due = (identity: OutboxIdentity): OutboxEntry | undefined =>
		open(identity).find((entry) => !entry.leased && dueAt(entry) <= now());

	const hasPassed = (id: string): boolean => {
		const entry = entries.get(id);
		return entry === null || dueAt(entry) <= now();
	};

	return {
		path,
		now,
		drafts,
		hold: (identity, entry, windowMs) =>
			write(() => holdBack(identity, entry, now() + windowMs)),
		holdAll: (identity, answers, windowMs) => {
			const until = now() + windowMs;
			return write(() =>
				answers.map((entry) => holdBack(identity, entry, until)),
			);
		},
		submit: (identity, entry) =>
			write(() => {
				const placed = place(parts, identity, entry, {
					origin: "command",
					state: "open",
					due_at: now(),
				});
				if (placed.kind === "other")
					return { kind: "unsettled", entry: placed.entry };
				const resumed = placed.kind === "same";
				if (placed.entry.leased) return { kind: "busy", entry: placed.entry };
				if (resumed) entries.update(placed.entry.id, { confirmed: 1 });
				return { kind: "claimed", claim: acquire(placed.entry), resumed };
			}),
		takeBack: (id) => write(() => toDraft(id)),
		takeBackAll: (ids) =>
			write(() =>
				ids.flatMap((id) => {
					const draft = toDraft(id);
					return draft === null ? [] : [{ id, draft }];
				}),
			),
		sendAllNow: (ids) =>
			write(() => {
				for (const id of ids)
					entries.update(id, { due_at: now() }, "state <> 'settled'");
			}),
		sendNow: (id) =>
			write(() => entries.update(id, { due_at: now() }, "state <> 'settled'")),
		confirm: (id) => write(() => void entries.update(id, { confirmed: 1 })),
		get: (id) => read(() => entries.get(id)),
		list: (filter = {}) => read(() => list(entries, filter)),
		unsettled: (identity) =>
			read(() => entries.of(identity, "state <> 'settled'")),
		hasUnsettled: ({ environment, company_id }, submission) =>
			read(() => {
				const { project_id, instance_id, step_id } = stepKey(submission);
				return (
					entries.select(
						"state <> 'settled' AND environment = ? AND company_id = ? AND project_id IS ? AND instance_id = ? AND step_id = ?",
						environment,
						company_id,
						project_id,
						instance_id,
						step_id,
					).length > 0
				);
			}),
		stale: (identity) =>
			read(() =>
				entries
					.of(identity, "state = 'open'")
					.filter((entry) => isStale(entry, now()) && !entry.leased),
			),
		recover() {
			if (read(abandoned).length > 0)
				write(() => {
					for (const entry of abandoned()) returnToDraft(parts, entry);
				});
		},
		claimDue: (identity) =>
			read(
				() => due(identity) !== undefined || [...held.keys()].some(hasPassed),
			)
				? write(() => {
						openHeld();
						const next = due(identity);
						return next === undefined ? null : acquire(next);
					})
				: null,
		nextDueAt: (identity) =>
			read(() => {
				const moments = open(identity)
					.filter(({ leased }) => !leased)
					.map(dueAt);
				for (const id of held.keys()) {
					const entry = entries.get(id);
					if (entry !== null) moments.push(dueAt(entry));
				}
				return moments.length === 0 ? null : Math.min(...moments);
			}),
		dataVersion: () =>
			read(() =>
				Number(db.prepare("PRAGMA data_version").get()?.["data_version"]),
			),
		close() {
			if (!db.isOpen) return;
			leases.stop();
			try {
				if (held.size === 0) return;
				write(() => {
					for (const [id, lease] of held) {
						const entry = lease.isValid() ? entries.get(id) : null;
						if (entry?.state.kind === "held") returnToDraft(parts, entry);
					}
				});
			} finally {
				db.close();
			}
		},
	};
}
