import type { Commit, Sql } from "../../sql/sql-database.ts";
import type { Clock } from "./clock.ts";
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
 * Opens a ledger on a database: creates its tables, or migrates those of an earlier version.
 *
 * @param commit @default each decision is committed alone
 * @throws LedgerVersionError if a later version of the edge has written it
 */
export function openLedger(
	sql: Sql,
	clock: Clock,
	commit: Commit = async (work) => sql.transaction(work),
): Ledger {
	migrate(sql);
	return { sql, commit, templates: selectWorkflowTemplates(sql), clock };
}

/** Whether the ledger has no company yet. */
export function isEmpty({ sql }: Ledger): boolean {
	return getCompany(sql) === null;
}
