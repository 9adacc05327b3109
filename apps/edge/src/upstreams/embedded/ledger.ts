import type { Clock } from "./clock.ts";
import { getCompany } from "./me-companies-projects.ts";
import { schemaStatements } from "./schema.ts";
import type { Sql } from "./sql-database.ts";
import {
	selectWorkflowTemplates,
	type WorkflowTemplates,
} from "./templates.ts";

/** The system of record of one company. */
export type Ledger = { sql: Sql; templates: WorkflowTemplates; clock: Clock };

/** Opens a ledger on a database and creates the tables that are missing. */
export function openLedger(sql: Sql, clock: Clock): Ledger {
	sql.transaction(() => {
		for (const statement of schemaStatements) sql.exec(statement);
	});
	return { sql, templates: selectWorkflowTemplates(sql), clock };
}

/** Whether the ledger has no company yet. */
export function isEmpty({ sql }: Ledger): boolean {
	return getCompany(sql) === null;
}
