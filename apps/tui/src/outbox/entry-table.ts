import type { SQLInputValue } from "node:sqlite";
import type { Me } from "@signoff/core";
import type { NewEntry, OutboxEntry } from "./entry.ts";
import {
	personSchema,
	type Row,
	readEntry,
	readJson,
	stepKey,
} from "./entry-row.ts";
import { isOwner, type OutboxIdentity } from "./identity.ts";
import { isLeased } from "./lease.ts";
import type { OutboxFile } from "./outbox-file.ts";

/** Reads and writes rows of entries. Writes belong into a transaction. */
export type EntryTable = {
	insert(
		identity: OutboxIdentity,
		entry: NewEntry,
		row: InsertedFields,
	): OutboxEntry;
	get(id: string): OutboxEntry | null;
	/** The rows that a condition selects, in the order in which they were decided. */
	select(where: string, ...values: SQLInputValue[]): OutboxEntry[];
	/** The entries of an identity that a further condition selects. */
	of(
		identity: OutboxIdentity,
		where: string,
		...values: SQLInputValue[]
	): OutboxEntry[];
	/** @returns false if no row with this id and condition exists */
	update(
		id: string,
		fields: Record<string, SQLInputValue>,
		where?: string,
		...values: SQLInputValue[]
	): boolean;
	remove(id: string): void;
};

/** What the outbox adds to a new entry. */
type InsertedFields = {
	id: string;
	origin: OutboxEntry["origin"];
	at: number;
	state: "held" | "open";
	due_at: number;
	fingerprint: string;
};

export function entryTable(
	{ db }: Pick<OutboxFile, "db">,
	now: () => number,
): EntryTable {
	const toEntry = (row: Row): OutboxEntry =>
		readEntry(row, isLeased(leaseOf(row), now()));

	function select(where: string, ...values: SQLInputValue[]): OutboxEntry[] {
		return db
			.prepare(`SELECT * FROM entries WHERE ${where} ORDER BY at, rowid`)
			.all(...values)
			.map(toEntry);
	}

	function get(id: string): OutboxEntry | null {
		return select("id = ?", id)[0] ?? null;
	}

	return {
		select,
		get,
		insert({ environment, company_id, person }, entry, fields) {
			const { submission, files = [], context } = entry;
			const row: Record<string, SQLInputValue> = {
				...fields,
				...stepKey(submission),
				environment,
				company_id,
				person: person === null ? null : JSON.stringify(person),
				submission: JSON.stringify(submission),
				files: JSON.stringify(files),
				context: JSON.stringify(context),
			};
			const names = Object.keys(row);
			db.prepare(
				`INSERT INTO entries (${names.join(", ")}) VALUES (${names.map(() => "?").join(", ")})`,
			).run(...Object.values(row));
			const inserted = get(fields.id);
			if (inserted === null) throw new Error("The entry was not inserted.");
			return inserted;
		},
		of({ environment, company_id, person }, where, ...values) {
			return db
				.prepare(
					`SELECT * FROM entries WHERE environment = ? AND company_id = ? AND ${where} ORDER BY at, rowid`,
				)
				.all(environment, company_id, ...values)
				.filter((row) => isOwner(ownerOf(row), person))
				.map(toEntry);
		},
		update(id, fields, where = "TRUE", ...values) {
			const names = Object.keys(fields).map((name) => `${name} = ?`);
			const { changes } = db
				.prepare(
					`UPDATE entries SET ${names.join(", ")} WHERE id = ? AND ${where}`,
				)
				.run(...Object.values(fields), id, ...values);
			return Number(changes) > 0;
		},
		remove: (id) => {
			db.prepare("DELETE FROM entries WHERE id = ?").run(id);
		},
	};
}

function ownerOf({ person }: Row): Me | null {
	return person === null ? null : readJson(personSchema, person);
}

function leaseOf({ lease_owner, lease_until }: Row): {
	owner: string | null;
	until: number | null;
} {
	return {
		owner: lease_owner === null ? null : String(lease_owner),
		until: lease_until === null ? null : Number(lease_until),
	};
}
