import type { Outcome } from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import { CommitError, DamagedRecord } from "../sql/sql-database.ts";
import { UpstreamFault } from "./upstream-fault.ts";

/** Why the storage cannot be used. */
export type StorageFault =
	| "disk_full"
	| "read_only"
	| "locked"
	| "damaged"
	| "io_error";

/** When the caller may try again, in milliseconds. A lock is short; the others wait for a person. */
const retryAfterMs: Record<StorageFault, number> = {
	locked: 1_000,
	disk_full: 5_000,
	read_only: 5_000,
	io_error: 5_000,
	damaged: 60_000,
};

/**
 * An error of the storage as the fault that it is, with the outcome to answer with; `null` for any other error. Nothing
 * was recorded, because the transaction was rolled back. Only if the system failed to write the commit itself may it be
 * on the disk, and so be on record after a restart.
 *
 * @param now Unix milliseconds
 */
export function toUpstreamFault(
	error: unknown,
	now: number,
): UpstreamFault | null {
	const cause = error instanceof CommitError ? error.cause : error;
	const fault = storageFaultOf(cause);
	if (fault === null) return null;
	const isCertain = !(error instanceof CommitError) || fault !== "io_error";
	const retryAt = now + retryAfterMs[fault];
	const outcome: Outcome = isCertain
		? outcomes.deferred("unavailable", retryAt)
		: outcomes.uncertain(retryAt);
	return new UpstreamFault(fault, outcome, { cause });
}

/** The fault that an error reports; `null` if it is not one of the storage. */
export function storageFaultOf(error: unknown): StorageFault | null {
	if (error instanceof DamagedRecord) return "damaged";
	if (!(error instanceof Error)) return null;
	if ("errcode" in error && typeof error.errcode === "number")
		return (
			byExtendedCode[error.errcode] ?? byCode[error.errcode & 0xff] ?? null
		);
	// A durable object's error has only the name of the code, at the end of its message.
	const name = /: (SQLITE_[A-Z]+)/.exec(error.message)?.[1] ?? "";
	return byName[name] ?? null;
}

/** By SQLite's primary result code. */
const byCode: Partial<Record<number, StorageFault>> = {
	5: "locked",
	6: "locked",
	8: "read_only",
	10: "io_error",
	11: "damaged",
	13: "disk_full",
	14: "io_error",
	26: "damaged",
};

/** By SQLite's extended result code: the file system, or the file, is damaged. */
const byExtendedCode: Partial<Record<number, StorageFault>> = {
	8458: "damaged",
	522: "damaged",
};

const byName: Partial<Record<string, StorageFault>> = {
	SQLITE_BUSY: "locked",
	SQLITE_LOCKED: "locked",
	SQLITE_READONLY: "read_only",
	SQLITE_IOERR: "io_error",
	SQLITE_CORRUPT: "damaged",
	SQLITE_FULL: "disk_full",
	SQLITE_CANTOPEN: "io_error",
	SQLITE_NOTADB: "damaged",
};
