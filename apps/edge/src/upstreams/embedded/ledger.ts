import { companyOf } from "./account.ts";
import type { Clock } from "./clock.ts";
import { schema } from "./schema.ts";
import type { Sql } from "./sql.ts";
import { type Templates, templatesOf } from "./templates.ts";

/** The system of record of one company. */
export type Ledger = { sql: Sql; templates: Templates; clock: Clock };

/** Opens a ledger on a database, which is made ready where it is new. */
export function openLedger(sql: Sql, clock: Clock): Ledger {
	sql.transaction(() => {
		for (const statement of schema) sql.exec(statement);
	});
	return { sql, templates: templatesOf(sql), clock };
}

/** Whether a ledger holds a company already. */
export function isEmpty({ sql }: Ledger): boolean {
	return companyOf(sql) === null;
}
