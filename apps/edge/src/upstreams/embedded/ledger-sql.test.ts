import { expect, test } from "vitest";
import { openDataFile } from "../../hosts/node/data-file.ts";
import { nodeSql } from "../../hosts/node/sqlite.ts";
import { company } from "../../testing/company.ts";
import { testLedger } from "../../testing/edge.ts";
import { systemClock } from "./clock.ts";
import { countNewInstance } from "./instance-counts.ts";
import { openLedger } from "./ledger.ts";
import { getCompany, hasProject } from "./me-companies-projects.ts";

test("rows that were read in a transaction are forgotten if it is rolled back", () => {
	const { sql } = openLedger(nodeSql(openDataFile(null)), systemClock);
	expect(() =>
		sql.transaction(() => {
			sql.exec("INSERT INTO company (id, name) VALUES ('1', 'One')");
			sql.exec("INSERT INTO projects (id, name) VALUES ('7', 'Seven')");
			expect([getCompany(sql)?.name, hasProject(sql, "7")]).toEqual([
				"One",
				true,
			]);
			throw new Error("rolled back");
		}),
	).toThrow("rolled back");
	expect([getCompany(sql), hasProject(sql, "7")]).toEqual([null, false]);
});

test("what was counted in a transaction that is rolled back is not stored with the next one", async () => {
	const { sql, commit } = testLedger(company());
	const counts = () =>
		sql.exec("SELECT * FROM instance_counts ORDER BY 1, 2, 3");
	const before = counts();
	const count = () =>
		countNewInstance(sql, { projectId: "77", templateId: "project-first" });
	const results = await Promise.allSettled([
		commit(() => {
			count();
			throw new Error("rolled back");
		}),
		commit(() => sql.exec("SELECT 1")),
	]);
	expect(results.map(({ status }) => status)).toEqual([
		"rejected",
		"fulfilled",
	]);
	expect(counts()).toEqual(before);
});
