import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { openDataFile } from "../../hosts/node/data-file.ts";
import { serve } from "../../hosts/node/serve.ts";
import { nodeSql } from "../../hosts/node/sqlite.ts";
import {
	readHistory,
	readInstance,
	sendRequest,
	wireBody,
} from "../../testing/client.ts";
import { company, prefixes } from "../../testing/company.ts";
import { testLedger } from "../../testing/edge.ts";
import { temporaryFolder } from "../../testing/edge-process.ts";
import { systemClock } from "./clock.ts";
import { openLedger } from "./ledger.ts";
import { LedgerVersionError, ledgerVersion } from "./migrate.ts";

/** A data file that the first version of the edge has written, with responses on record. */
async function fileOfVersion1(): Promise<string> {
	const path = join(await temporaryFolder(), "ledger.db");
	const dump = join(
		import.meta.dirname,
		"..",
		"..",
		"testing",
		"ledger-version-1.sql",
	);
	const db = new DatabaseSync(path);
	db.exec("PRAGMA journal_mode = WAL");
	db.exec(await readFile(dump, "utf8"));
	db.close();
	return path;
}

function schemaOf(db: DatabaseSync): unknown[] {
	return db
		.prepare("SELECT type, name, sql FROM sqlite_master ORDER BY type, name")
		.all();
}

test("a ledger of version 1 keeps all that is on record, and goes on", async () => {
	const data = await fileOfVersion1();
	const edge = await serve({ port: 0, data, log: () => {} });
	const project = edge.url + prefixes.project;
	const base = edge.url + prefixes.company;
	try {
		const ended = await readInstance(base, "9101");
		expect([ended.ended_at, ended.current_step_occurrence]).toEqual([
			"2026-06-01T08:03:00.000Z",
			null,
		]);
		const { history } = await readHistory(project, "9201");
		const responses = history.flatMap((entry) =>
			entry.type === "ResponseStep" ? entry.details.responses : [],
		);
		expect(responses[0]?.comment).toBe('It\'s "fine"\n\u0000é');

		const send = async (
			id: string,
			step: string,
			option: string,
			token = "ada",
		) =>
			sendRequest(`${project}/instances/${id}/responses`, {
				body: wireBody(step, option),
				token: `${token}-token`,
			});
		const replies = [
			await send("9202", "4", "2000"),
			await send("9202", "4", "2001"),
			await send("9201", "5", "2000", "bob"),
			await send("9203", "7", "2000"),
		];
		expect(
			replies.map(({ status, headers }) => [
				status,
				headers.get("Idempotency-Replayed"),
			]),
		).toEqual([
			[204, "true"],
			[422, null],
			[204, "false"],
			[404, null],
		]);
		const totals = await Promise.all(
			["", "&filters[active]=true", "&filters[active]=false"].map(
				async (filter) =>
					(
						await sendRequest(
							`${project}/instances?filters[tool_type]=first${filter}`,
						)
					).headers.get("Total"),
			),
		);
		expect(totals).toEqual(["1", "0", "1"]);
	} finally {
		await edge.close();
	}
});

test("a migrated ledger has the tables, indexes and counts of a new one", async () => {
	const migrated = openDataFile(await fileOfVersion1());
	openLedger(nodeSql(migrated), systemClock);
	const created = openDataFile(null);
	testLedger(company(), nodeSql(created));
	expect(schemaOf(migrated)).not.toEqual([]);
	expect(withoutSpace(schemaOf(migrated))).toEqual(
		withoutSpace(schemaOf(created)),
	);
	expect(
		migrated
			.prepare(
				"SELECT * FROM instance_counts ORDER BY project_id, template_id, step_index",
			)
			.all()
			.map((row) => Object.values(row).join(" ")),
	).toEqual([
		" company-first -1 1",
		" company-multiple 0 1",
		"77 project-first 1 1",
		"77 project-multiple 0 1",
		"78 project-first 0 1",
	]);
	expect(migrated.prepare("PRAGMA user_version").get()).toEqual({
		user_version: ledgerVersion,
	});
	migrated.close();
});

test("opening a current ledger writes nothing", () => {
	const db = openDataFile(null);
	openLedger(nodeSql(db), systemClock);
	const changes = db.prepare("SELECT total_changes() AS n").get();
	openLedger(nodeSql(db), systemClock);
	expect(db.prepare("SELECT total_changes() AS n").get()).toEqual(changes);
});

test("a ledger of a later version is refused, and not changed", () => {
	const db = openDataFile(null);
	const sql = nodeSql(db);
	openLedger(sql, systemClock);
	sql.exec("UPDATE ledger_version SET version = 99");
	const before = schemaOf(db);
	expect(() => openLedger(sql, systemClock)).toThrow(
		new LedgerVersionError(99),
	);
	expect(schemaOf(db)).toEqual(before);
});

test("a migration that fails leaves the ledger as it was", async () => {
	const path = await fileOfVersion1();
	const db = new DatabaseSync(path);
	db.exec("CREATE INDEX instances_of_item ON instances (item_id)");
	const before = schemaOf(db);
	expect(() => openLedger(nodeSql(db), systemClock)).toThrow(
		"instances_of_item already exists",
	);
	expect(schemaOf(db)).toEqual(before);
	db.close();
});

function withoutSpace(schema: unknown[]): unknown {
	return JSON.parse(JSON.stringify(schema).replaceAll(/(\\[nt]|\s)+/g, ""));
}
