import type { Commit, Sql } from "../../sql/sql-database.ts";
import type { Clock } from "./clock.ts";
import { ledgerSql } from "./ledger-sql.ts";
import { getCompany } from "./me-companies-projects.ts";
import { migrate } from "./migrate.ts";
import {
	selectWorkflowTemplates,
	type WorkflowTemplates,
} from "./templates.ts";

/** The system of record of one company. */
export type Ledger = {
	sql: Sql;
	/** Runs a decision. */
	commit: Commit;
	templates: WorkflowTemplates;
	clock: Clock;
};

/**
 * Opens a ledger on a database: creates its tables, or migrates those of an earlier version. Only the ledger's own
 * `sql` may write from then on.
 *
 * @param commitWith makes the function that runs decisions. @default each decision is committed alone
 * @throws LedgerVersionError if a later version of the edge has written it
 */
export function openLedger(
	database: Sql,
	clock: Clock,
	commitWith: (sql: Sql) => Commit = commitAlone,
): Ledger {
	migrate(database);
	const sql = ledgerSql(database);
	const templates = selectWorkflowTemplates(sql);
	return { sql, commit: commitWith(sql), templates, clock };
}

function commitAlone(sql: Sql): Commit {
	return async (work) => sql.transaction(work);
}

/** Whether the ledger has no company yet. */
export function isEmpty({ sql }: Ledger): boolean {
	return getCompany(sql) === null;
}
