import { expect, test } from "vitest";
import { openDataFile } from "../../hosts/node/data-file.ts";
import { nodeSql } from "../../hosts/node/sqlite.ts";
import type { Sql } from "../../sql/sql-database.ts";
import { company, instanceId } from "../../testing/company.ts";
import { testLedger } from "../../testing/edge.ts";
import type { ReadQuery } from "../request-types.ts";
import { embeddedUpstream } from "./index.ts";

test("every query uses an index, so that the cost of a response does not depend on how many are stored", async () => {
	const db = openDataFile(null);
	const sql = nodeSql(db);
	const queries = new Set<string>();
	const watched: Sql = {
		...sql,
		exec: (query, ...params) => {
			queries.add(query);
			return sql.exec(query, ...params);
		},
	};
	const ledger = testLedger(company(), watched);
	const upstream = embeddedUpstream(ledger);
	const preference = { waitMs: 1_000, isAsync: false };
	const request = { companyId: null, search: new URLSearchParams() };
	queries.clear();
	const caller = await upstream.identify("ada-token");
	if (caller === null) throw new Error("Ada is not known.");
	const scope = { company_id: "4201", project_id: "77" };
	const id = instanceId("project", "first");
	const response = {
		current_step_occurrence_id: "3",
		selected_response_option_id: "2001",
	};
	for (const kind of ["recorded", "unchanged"])
		expect(
			await upstream.submit(caller, { ...scope, id, response }, preference),
		).toMatchObject({ outcome: { kind } });
	const read = (query: ReadQuery) => upstream.read(caller, query, request);
	await read({ kind: "getInstance", ...scope, id });
	await read({ kind: "getHistory", ...scope, id });
	for (const filters of [
		{},
		{ assignee_id: "101" },
		{ active: "true" as const, assignee_id: "101" },
		{ active: "false" as const },
		{ item_id: "1", assignee_id: "101" },
		{ overdue: "false" as const },
	])
		await read({
			kind: "listInstances",
			...scope,
			query: { filters: { tool_type: "first", ...filters } },
		});
	await upstream.create(caller, scope, { tool_type: "first", item_id: "1" });

	expect(queries.size).toBeGreaterThan(15);
	const plans = [...queries].flatMap((query) =>
		db
			.prepare(`EXPLAIN QUERY PLAN ${query}`)
			.all(...Array.from(query.matchAll(/\?/g), () => null))
			.map(({ detail }) => `${String(detail)} ← ${query}`),
	);
	// The tables company and templates do not grow with the number of responses; `json_each` reads the rows of a page.
	const scans = plans.filter(
		(plan) =>
			plan.startsWith("SCAN") &&
			!/^SCAN json_each|FROM (company|templates) ?/.test(plan),
	);
	expect(scans).toEqual([]);
	const sorts = plans.filter(
		(plan) =>
			plan.includes("TEMP B-TREE") &&
			!/FROM (responses WHERE step_id|templates) ?/.test(plan),
	);
	expect(sorts).toEqual([]);
});

test("the database allows one response per person and step, even if the rule is bypassed", () => {
	const { sql } = testLedger(company());
	const insert = (id: string) =>
		sql.exec(
			"INSERT INTO responses (step_id, person_id, id, option_id, comment, attachments, submitted_at) VALUES ('1', '101', ?, '2000', 'null', '{}', '')",
			id,
		);
	insert("1");
	expect(() => insert("2")).toThrow("UNIQUE constraint failed");
});

test("a transaction that throws is rolled back, and the ledger stays usable", () => {
	const { sql } = testLedger(company());
	const before = sql.exec("SELECT * FROM projects");
	expect(() =>
		sql.transaction(() => {
			sql.exec("INSERT INTO projects (id, name) VALUES ('x', 'x')");
			throw new Error("no");
		}),
	).toThrow("no");
	expect(sql.exec("SELECT * FROM projects")).toEqual(before);
	expect(sql.transaction(() => 1)).toBe(1);
});

test("tokens are stored as hashes only", () => {
	const { sql } = testLedger(company());
	expect(JSON.stringify(sql.exec("SELECT * FROM people"))).not.toContain(
		"-token",
	);
});

test("a commit is written to the disk before it returns", () => {
	const db = openDataFile(null);
	expect(db.prepare("PRAGMA synchronous").get()).toEqual({ synchronous: 2 });
});
