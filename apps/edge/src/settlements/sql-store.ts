import {
	type Commit,
	integerColumn,
	jsonColumn,
	type Sql,
	type SqlRow,
	textColumn,
} from "../sql/sql-database.ts";
import { OutdatedSettlement, type SettlementStore } from "./store.ts";
import {
	accountKey,
	type StoredSettlement,
	storedSettlementSchema,
} from "./stored-settlement.ts";

/** The tables of settlements, oldest version first. */
export const settlementMigrations: readonly (readonly string[])[] = [
	[
		`CREATE TABLE settlements (
			id TEXT PRIMARY KEY NOT NULL,
			version INTEGER NOT NULL,
			account TEXT NOT NULL,
			is_waiting INTEGER NOT NULL,
			wake_at REAL,
			settled_at REAL,
			data TEXT NOT NULL
		) STRICT`,
		"CREATE INDEX settlements_wake ON settlements (wake_at) WHERE wake_at IS NOT NULL",
		"CREATE TABLE readiness (id INTEGER PRIMARY KEY NOT NULL, filler BLOB NOT NULL) STRICT",
		"CREATE INDEX settlements_settled ON settlements (settled_at) WHERE settled_at IS NOT NULL",
	],
];

/** Settlements in a table of {@link settlementMigrations}. */
export type SqlSettlements = SettlementStore & {
	/** The ids whose time has come, the earliest first, without those of some accounts. */
	due(now: number, limit: number, except?: readonly string[]): string[];
	/** When the next settlement has to go on, of other accounts than some; `null` if none waits. */
	nextWakeAt(except?: readonly string[]): number | null;
	/** The account of a settlement, as {@link accountKey} names it; `null` if there is no such settlement. */
	accountOf(id: string): string | null;
	/** How many have not ended. */
	countOpen(): number;
	/** Makes those due that were running when the process ended. */
	wakeInterrupted(now: number): void;
	/** Lets a settlement wait until `wakeAt`, because this process has no place for it now. */
	postpone(id: string, wakeAt: number): void;
	/** Deletes settlements that ended before a time; returns how many. */
	deleteSettledBefore(time: number, limit: number): number;
};

const otherAccounts = "AND account NOT IN (SELECT value FROM json_each(?))";

/** Stores settlements with SQL. */
export function sqlSettlements(sql: Sql, commit: Commit): SqlSettlements {
	return {
		async load(id) {
			const [row] = sql.exec("SELECT data FROM settlements WHERE id = ?", id);
			return row === undefined
				? null
				: jsonColumn(row, "data", storedSettlementSchema);
		},
		save: (settlement) => commit(() => write(sql, settlement)),
		due: (now, limit, except = []) =>
			sql
				.exec(
					`SELECT id FROM settlements WHERE wake_at <= ? ${otherAccounts} ORDER BY wake_at LIMIT ?`,
					now,
					JSON.stringify(except),
					limit,
				)
				.map((row) => textColumn(row, "id")),
		nextWakeAt(except = []) {
			const [row] = sql.exec(
				`SELECT wake_at FROM settlements WHERE wake_at IS NOT NULL ${otherAccounts} ORDER BY wake_at LIMIT 1`,
				JSON.stringify(except),
			);
			return row === undefined ? null : wakeAtColumn(row);
		},
		accountOf(id) {
			const [row] = sql.exec(
				"SELECT account FROM settlements WHERE id = ?",
				id,
			);
			return row === undefined ? null : textColumn(row, "account");
		},
		countOpen() {
			const [row] = sql.exec(
				"SELECT count(*) AS open FROM settlements WHERE wake_at IS NOT NULL",
			);
			return row === undefined ? 0 : integerColumn(row, "open");
		},
		wakeInterrupted(now) {
			sql.transaction(() =>
				sql.exec(
					"UPDATE settlements SET wake_at = ?1, data = json_set(data, '$.wake_at', ?1) WHERE wake_at > ?1 AND is_waiting = 0",
					now,
				),
			);
		},
		postpone(id, wakeAt) {
			sql.transaction(() =>
				sql.exec(
					"UPDATE settlements SET wake_at = ? WHERE id = ? AND wake_at IS NOT NULL",
					wakeAt,
					id,
				),
			);
		},
		deleteSettledBefore(time, limit) {
			return sql.transaction(
				() =>
					sql.exec(
						"DELETE FROM settlements WHERE id IN (SELECT id FROM settlements WHERE settled_at < ? LIMIT ?) RETURNING id",
						time,
						limit,
					).length,
			);
		},
	};
}

/** Within a transaction. */
function write(sql: Sql, settlement: StoredSettlement): void {
	const { id, version, account, wake_at, settled_at, state } = settlement;
	const [row] = sql.exec("SELECT version FROM settlements WHERE id = ?", id);
	const stored = row === undefined ? 0 : integerColumn(row, "version");
	if (stored !== version - 1) throw new OutdatedSettlement();
	const { kind } = state.command;
	sql.exec(
		`INSERT INTO settlements (id, version, account, is_waiting, wake_at, settled_at, data) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET version = excluded.version, account = excluded.account,
			is_waiting = excluded.is_waiting, wake_at = excluded.wake_at, settled_at = excluded.settled_at, data = excluded.data`,
		id,
		version,
		accountKey(account),
		kind === "sleep" || kind === "finish" ? 1 : 0,
		wake_at,
		settled_at,
		JSON.stringify(settlement),
	);
}

function wakeAtColumn({ wake_at }: SqlRow): number {
	return typeof wake_at === "number" ? wake_at : 0;
}
