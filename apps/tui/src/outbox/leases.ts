import type { EntryTable } from "./entry-table.ts";
import { leaseMs, newOwner, renewalMs } from "./lease.ts";
import type { OutboxFile } from "./outbox-file.ts";

/** A lease that this process has. Whoever takes over an entry has a higher fence. */
export type Lease = {
	id: string;
	fence: number;
	/** Aborts once another process has taken over the entry. */
	lost: AbortSignal;
	/** Whether the lease is still this process's. Within a transaction it stays so. */
	isValid(): boolean;
	/** Ends the lease within a transaction. */
	release(): void;
};

/** The leases of one process. They are renewed by a timer that does not keep the process alive. */
export type Leases = {
	/** Takes the lease of an entry that is free. Call it within a transaction. */
	acquire(id: string): Lease;
	/** Renews every lease. */
	renew(): void;
	stop(): void;
};

export function createLeases(
	file: OutboxFile,
	entries: EntryTable,
	now: () => number,
): Leases {
	const { db } = file;
	const owner = newOwner();
	const active = new Map<string, { fence: number; lost: AbortController }>();
	let timer: NodeJS.Timeout | undefined;

	function fenceOf(id: string): number | null {
		const row = db
			.prepare("SELECT fence FROM entries WHERE id = ? AND lease_owner = ?")
			.get(id, owner);
		return row === undefined ? null : Number(row["fence"]);
	}

	function renew(): void {
		file.write(() => {
			db.prepare(
				"UPDATE entries SET lease_until = ? WHERE lease_owner = ? AND state <> 'settled'",
			).run(now() + leaseMs, owner);
			for (const [id, { fence, lost }] of active)
				if (fenceOf(id) !== fence) {
					active.delete(id);
					lost.abort();
				}
		});
	}

	/** A renewal that fails, such as on a full disk, is tried again; the lease may be lost meanwhile, which is safe. */
	function tryToRenew(): void {
		try {
			renew();
		} catch {
			// The next write of the entry reports the error.
		}
	}

	return {
		renew,
		stop: () => clearInterval(timer),
		acquire(id) {
			entries.update(id, { lease_owner: owner, lease_until: now() + leaseMs });
			db.prepare("UPDATE entries SET fence = fence + 1 WHERE id = ?").run(id);
			const fence = fenceOf(id) ?? 0;
			const lost = new AbortController();
			active.set(id, { fence, lost });
			timer ??= setInterval(tryToRenew, renewalMs).unref();
			return {
				id,
				fence,
				lost: lost.signal,
				isValid: () => fenceOf(id) === fence,
				release() {
					active.delete(id);
					entries.update(
						id,
						{ lease_owner: null, lease_until: null },
						"lease_owner = ? AND fence = ?",
						owner,
						fence,
					);
				},
			};
		},
	};
}
