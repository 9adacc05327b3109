import { expect, test } from "vitest";
import { coverageCount, coverageTable } from "./coverage-table.ts";

test("a row for each event and two columns for each phase", () => {
	const coverage = {
		"submit doubt 401": 7,
		"preflight clear 2xx": 12,
	} as const;
	const lines = coverageTable(coverage);
	const cells = lines.map((line) => line.trim().split(/ {2,}/));
	expect(cells[0]).toEqual([
		"preflight",
		"submit",
		"verify",
		"recheck",
		"wait_for_delivery",
		"final_read",
	]);
	expect(cells[1]?.slice(0, 2)).toEqual(["clear", "doubt"]);
	expect(cells.find(([event]) => event === "2xx")?.slice(0, 3)).toEqual([
		"2xx",
		"12",
		"-",
	]);
	expect(cells.find(([event]) => event === "401")?.slice(3, 5)).toEqual([
		"-",
		"7",
	]);
	expect(new Set(lines.map((line) => line.length))).toHaveLength(1);
	expect(coverageCount(coverage)).toEqual({ reached: 2, cells: 15 * 12 });
});
