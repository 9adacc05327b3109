import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../testing/edge-process.ts";
import { openRelayFile, truncateLog } from "./relay-file.ts";

test("what is overwritten or deleted leaves no byte in the data file and its log", async () => {
	const path = join(await temporaryFolder(), "relay.db");
	const db = openRelayFile(path);
	const insert = db.prepare(
		"INSERT INTO settlements (id, version, account, is_waiting, data) VALUES (?, 1, 'a', 0, ?)",
	);
	// Short ones, and ones that fill several pages.
	for (let index = 0; index < 50; index++)
		insert.run(`s${index}`, "sealed-credential".repeat(1 + index * 40));
	const found = (): string[] =>
		["", "-wal"].filter((end) =>
			readFileSync(path + end).includes("sealed-credential"),
		);
	expect(found()).not.toEqual([]);
	db.exec("UPDATE settlements SET data = '{}' WHERE id LIKE '%1'");
	db.exec("DELETE FROM settlements WHERE id NOT LIKE '%1'");
	expect(truncateLog(db)).toBe(true);
	expect(found()).toEqual([]);
	db.close();
});
