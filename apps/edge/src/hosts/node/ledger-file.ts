import { statSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import type { Fixture } from "@signoff/core/fixture";
import { loadFixture } from "../../fixture/load.ts";
import { type CommitObserver, groupCommit } from "../../sql/group-commit.ts";
import { CommitError } from "../../sql/sql-database.ts";
import { systemClock } from "../../upstreams/embedded/clock.ts";
import {
	isEmpty,
	type Ledger,
	openLedger,
} from "../../upstreams/embedded/ledger.ts";
import { LedgerVersionError } from "../../upstreams/embedded/migrate.ts";
import { DataFileError, openDataFile, toDataFileError } from "./data-file.ts";
import { nodeSql } from "./sqlite.ts";

/** An open data file with its ledger. */
export type LedgerFile = { db: DatabaseSync; ledger: Ledger };

/**
 * Opens the ledger of a data file, and fills it from a fixture if one is given.
 *
 * @param path `null` stores everything in memory
 * @param onCommit is called after each transaction that was committed
 * @throws DataFileError if the file cannot be used, or holds no company although it is not new; if there is a fixture:
 * if the file holds a company, or the fixture is not valid
 */
export function openLedgerFile(
	path: string | null,
	fixture: Fixture | null,
	onCommit: CommitObserver | null = null,
): LedgerFile {
	const isNew = path === null || isMissingOrEmpty(path);
	const db = openDataFile(path);
	try {
		const ledger = openLedger(nodeSql(db), systemClock, (sql) =>
			groupCommit(sql, onCommit),
		);
		if (fixture !== null) fill(ledger, fixture);
		else if (!isNew && isEmpty(ledger)) throw new DataFileError(noCompany);
		return { db, ledger };
	} catch (error) {
		db.close();
		if (error instanceof LedgerVersionError)
			throw new DataFileError(error.message, { cause: error });
		throw toDataFileError(error instanceof CommitError ? error.cause : error);
	}
}

function fill(ledger: Ledger, fixture: Fixture): void {
	if (!isEmpty(ledger))
		throw new DataFileError(
			"The data file already contains a company: a fixture needs an empty one.",
		);
	const loaded = loadFixture(ledger, fixture);
	if (loaded.kind === "invalid")
		throw new DataFileError(
			`The fixture is not valid: ${loaded.issues.map(({ message }) => message).join(" ")}`,
		);
}

function isMissingOrEmpty(path: string): boolean {
	return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) === 0;
}

const noCompany =
	"The data file holds no company. A copy of the file alone is not complete: restore one that `signoff-edge backup` made, or fill it with --fixture.";
