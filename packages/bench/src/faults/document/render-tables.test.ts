import { expect, test } from "vitest";
import { replaceResults } from "../../results-document.ts";
import type {
	Cell,
	FaultClient,
	FaultGroup,
	FaultRow,
} from "../model/types.ts";
import { renderCell, renderTables, renderTotals } from "./render-tables.ts";

const groups: FaultGroup[] = [
	{ title: "One", rows: [row("a", "first")] },
	{ title: "Two", rows: [row("b", "second")] },
];
const clients: FaultClient[] = ["x", "y"].map((name) => ({
	name,
	packages: [],
	settings: "",
	prepare: () => Promise.reject(new Error("Not called.")),
}));
const cells = ["a", "b"].flatMap((fault) =>
	["x", "y"].map(
		(client): Cell => ({
			fault,
			client,
			said: "recorded",
			posts: 1,
			refreshes: 0,
			seconds: 0.44,
			truth: client === "x" ? "true" : "false",
		}),
	),
);

function row(id: string, title: string): FaultRow {
	return { id, title, kind: "world", world: { faults: [] } };
}

test("a cell says the result, the POSTs, the refreshes, the seconds and the truth", () => {
	const [cell] = cells;
	if (cell === undefined) throw new Error("There is no cell.");
	expect(renderCell(cell)).toBe("recorded · 1 POST · 0.4 s · true");
	expect(renderCell({ ...cell, posts: 2, refreshes: 1, truth: "unsure" })).toBe(
		"recorded · 2 POSTs · 1 refresh · 0.4 s · **unsure**",
	);
});

test("each group is a table of faults and clients", () => {
	const own = "recorded · 1 POST · 0.4 s · true";
	const other = "recorded · 1 POST · 0.4 s · **false**";
	expect(renderTables(groups, clients, cells).split("\n")).toEqual([
		"### One",
		"",
		"| Fault | x | y |",
		"| --- | --- | --- |",
		`| first | ${own} | ${other} |`,
		"",
		"### Two",
		"",
		"| Fault | x | y |",
		"| --- | --- | --- |",
		`| second | ${own} | ${other} |`,
	]);
});

test("a table without one of its cells is refused", () => {
	expect(() => renderTables(groups, clients, cells.slice(1))).toThrow(
		"No cell: x, a.",
	);
});

test("the totals count each client's cells", () => {
	expect(renderTotals(clients, cells)).toContain("| y | 0 | 2 | 0 | 2 | 0 |");
});

test("the results replace what is between the markers, and nothing else", () => {
	const begin = "<!-- begin: results -->";
	const end = "<!-- end: results -->";
	const first = replaceResults(`a\n${begin}\n${end}\nb\n`, "one");
	expect(first).toBe(`a\n${begin}\n\none\n\n${end}\nb\n`);
	expect(replaceResults(first, "two")).toBe(first.replace("one", "two"));
	expect(() => replaceResults("a", "one")).toThrow("marker");
});
