import { expect, test } from "vitest";
import { openDataFile } from "../../hosts/node/data-file.ts";
import { nodeSql } from "../../hosts/node/sqlite.ts";
import type { Sql } from "../../sql/sql-database.ts";
import { systemClock } from "./clock.ts";
import { nextId } from "./id-counter.ts";
import { openLedger } from "./ledger.ts";

function setup() {
	const db = openDataFile(null);
	const open = (): Sql => openLedger(nodeSql(db), systemClock).sql;
	return {
		sql: open(),
		restart: open,
		writes: () => db.prepare("SELECT total_changes() AS n").get()?.["n"],
	};
}

test("ids grow by one, and most need no write", () => {
	const { sql, writes } = setup();
	const ids = Array.from({ length: 10 }, () => nextId(sql, "response"));
	expect(ids).toEqual(Array.from({ length: 10 }, (_, i) => String(i + 1)));
	const before = writes();
	expect(nextId(sql, "response")).toBe("11");
	expect(writes()).toBe(before);
	for (let i = 12; i <= 200; i++)
		expect(nextId(sql, "response")).toBe(String(i));
});

test("each counter has its own numbers", () => {
	const { sql } = setup();
	expect([nextId(sql, "step"), nextId(sql, "response")]).toEqual(["1", "1"]);
});

test("after a restart no id is returned again", () => {
	const { sql, restart } = setup();
	const before = [nextId(sql, "step"), nextId(sql, "step")];
	const after = nextId(restart(), "step");
	expect(Number(after)).toBeGreaterThan(Number(before[1]));
});

test("ids of a block that was rolled back are reserved again before they are used", () => {
	const { sql, restart } = setup();
	expect(() =>
		sql.transaction(() => {
			nextId(sql, "step");
			throw new Error("rolled back");
		}),
	).toThrow("rolled back");
	const id = nextId(sql, "step");
	expect(Number(nextId(restart(), "step"))).toBeGreaterThan(Number(id));
});
