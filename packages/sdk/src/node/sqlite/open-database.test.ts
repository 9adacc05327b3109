import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test } from "vitest";
import { type DatabaseOptions, openDatabase } from "./open-database.ts";

const options: DatabaseOptions = {
	label: "The database",
	applicationId: 1,
	migrations: [(db) => db.exec("CREATE TABLE numbers (value INTEGER)")],
	error: (message, cause) => new Error(message, cause),
};

function newFile(): string {
	const folder = mkdtempSync(join(tmpdir(), "signoff-"));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	return join(folder, "shared.db");
}

function open(path: string, shared: boolean): DatabaseSync {
	const db = openDatabase(path, { ...options, shared });
	onTestFinished(() => {
		if (db.isOpen) db.close();
	});
	return db;
}

test("processes that create and write one file at the same time lose nothing", async () => {
	const path = newFile();
	const child = `${import.meta.dirname}/../../testing/shared-database-child.ts`;
	const children = Array.from({ length: 4 }, () => fork(child, [path, "25"]));
	const exits = await Promise.all(children.map((each) => once(each, "exit")));
	expect(exits.map(([code]) => code)).toEqual([0, 0, 0, 0]);
	const rows = open(path, true).prepare("SELECT * FROM numbers").all();
	expect(rows).toHaveLength(100);
	expect(statSync(path).mode & 0o777).toBe(0o600);
});

test("a shared file is open several times, and not while it is held exclusively", () => {
	const path = newFile();
	const first = open(path, true);
	open(path, true).exec("INSERT INTO numbers VALUES (1)");
	expect(first.prepare("SELECT * FROM numbers").all()).toHaveLength(1);
	expect(() => open(path, false)).toThrow("is in use by another process");
});
