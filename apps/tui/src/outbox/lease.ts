import { randomUUID } from "node:crypto";
import { hostname } from "node:os";

/** How long a lease is valid without being renewed, in milliseconds. */
export const leaseMs = 15_000;

/** How often a process renews its leases, in milliseconds. */
export const renewalMs = 5_000;

/** A name for this process that no other one has, now or later. */
export function newOwner(): string {
	return JSON.stringify([hostname(), process.pid, randomUUID()]);
}

/** A lease as it is stored. */
export type StoredLease = { owner: string | null; until: number | null };

/**
 * True if the owner may still act on the entry. A lease ends early if its process has: then a restart need not wait. One
 * that lasts longer than it can was given before the clock was set back, and is over.
 */
export function isLeased({ owner, until }: StoredLease, now: number): boolean {
	if (owner === null || until === null) return false;
	return until > now && until <= now + leaseMs && !hasEnded(owner);
}

/** True if the process is one of this machine and certainly ended. */
function hasEnded(owner: string): boolean {
	const parts: unknown = parse(owner);
	if (!Array.isArray(parts) || parts[0] !== hostname()) return false;
	const pid: unknown = parts[1];
	if (typeof pid !== "number") return false;
	try {
		process.kill(pid, 0);
		return false;
	} catch (error) {
		return error instanceof Error && "code" in error && error.code === "ESRCH";
	}
}

function parse(owner: string): unknown {
	try {
		return JSON.parse(owner);
	} catch {
		return null;
	}
}
