import { expect, test } from "vitest";
import { openDataFile } from "../hosts/node/data-file.ts";
import { nodeSql } from "../hosts/node/sqlite.ts";
import { groupCommit } from "./group-commit.ts";
import type { Sql } from "./sql-database.ts";

/** A table of numbers, and what the transactions did. */
function setup() {
	const db = openDataFile(null);
	db.exec("CREATE TABLE n (i INTEGER PRIMARY KEY) STRICT");
	const inner = nodeSql(db);
	const log: string[] = [];
	const sql: Sql = {
		...inner,
		transaction: <T>(work: () => T): T => {
			log.push("begin");
			const result = inner.transaction(work);
			log.push("committed");
			return result;
		},
	};
	const commit = groupCommit(sql);
	const insert = (i: number): Promise<number> =>
		commit(() => {
			sql.exec("INSERT INTO n (i) VALUES (?)", i);
			log.push(String(i));
			return i;
		});
	const stored = (): unknown[] =>
		inner.exec("SELECT i FROM n ORDER BY i").map(({ i }) => i);
	return { db, log, insert, commit, stored };
}

test("what arrives together runs in order and is committed once, before any caller continues", async () => {
	const { log, insert } = setup();
	const results = await Promise.all(
		[3, 1, 2].map(async (i) => {
			const result = await insert(i);
			log.push(`${i} done`);
			return result;
		}),
	);
	expect(results).toEqual([3, 1, 2]);
	expect(log).toEqual([
		...["begin", "3", "1", "2", "committed"],
		...["3 done", "1 done", "2 done"],
	]);
});

test("one that throws fails alone, and the others keep their order", async () => {
	const { insert, commit, stored } = setup();
	await insert(5);
	const results = await Promise.allSettled([
		insert(1),
		insert(5),
		commit(() => {
			throw new Error("mine");
		}),
		insert(2),
	]);
	expect(
		results.map((each) =>
			each.status === "fulfilled" ? each.value : each.reason.message,
		),
	).toEqual([1, "UNIQUE constraint failed: n.i", "mine", 2]);
	expect(stored()).toEqual([1, 2, 5]);
});

test("what arrives later is another group", async () => {
	const { log, insert } = setup();
	await insert(1);
	await insert(2);
	expect(log.filter((each) => each === "committed")).toHaveLength(2);
});

test("if the commit itself fails, nothing is stored and every caller is rejected", async () => {
	const { db, insert, stored } = setup();
	db.exec(
		`PRAGMA foreign_keys = ON;
		CREATE TABLE child (i INTEGER REFERENCES n (i) DEFERRABLE INITIALLY DEFERRED);
		CREATE TRIGGER orphan AFTER INSERT ON n BEGIN INSERT INTO child (i) VALUES (-1); END`,
	);
	const results = await Promise.allSettled([insert(1), insert(2)]);
	expect(
		results.map((each) => each.status === "rejected" && each.reason.name),
	).toEqual(["CommitError", "CommitError"]);
	expect(stored()).toEqual([]);
	db.exec("DROP TRIGGER orphan");
	expect(await insert(3)).toBe(3);
});
