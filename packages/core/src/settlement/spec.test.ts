import { describe, expect, test } from "vitest";
import { columnsOf, finished } from "../testing/spec/columns.ts";
import { explore } from "../testing/spec/explore.ts";
import {
	type Cell,
	isImpossible,
	parseCells,
	parseImpossible,
	transitionsIn,
} from "../testing/spec/parse-tables.ts";
import {
	historiesFor,
	instancesFor,
	type Proof,
} from "../testing/spec/proofs.ts";

const files = import.meta.glob(["./SPEC.md"], {
	eager: true,
	query: "?raw",
	import: "default",
});
const spec = files["./SPEC.md"] ?? "";

const phaseColumns = Object.values(columnsOf).flat();
const columns = [...phaseColumns, finished];
const cells = [...parseCells(spec), ...parseImpossible(spec)].filter(
	({ column }) => columns.includes(column),
);
const { observed, states } = explore();

/** Rows of `finished` stand for every event. */
const phaseRows = new Set(
	cells.flatMap(({ row, column }) => (column === finished ? [] : [row])),
);

function cellsAt(row: string, column: string): Cell[] {
	return cells.filter((cell) => cell.row === row && cell.column === column);
}

function transitionsAt(row: string, column: string): string[] {
	return [...(observed.get(column)?.get(row) ?? [])].sort();
}

test("the exploration reaches every column", () => {
	expect([...observed.keys()].sort()).toEqual([...columns].sort());
	expect(states).toBeGreaterThan(5_000);
});

test("every row has exactly one cell in every column", () => {
	const wrong = [...phaseRows].flatMap((row) =>
		phaseColumns.flatMap((column) => {
			const { length } = cellsAt(row, column);
			return length === 1 ? [] : [`${row} in ${column}: ${length} cells`];
		}),
	);
	expect(wrong).toEqual([]);
});

test("every event that was examined has a row", () => {
	const missing = [...observed].flatMap(([column, rows]) =>
		[...rows.keys()].flatMap((row) =>
			cellsAt(row, column).length === 1 ? [] : [`${row} in ${column}`],
		),
	);
	expect(missing).toEqual([]);
});

test("every finding of every read has a row", () => {
	const findings = Object.keys(instancesFor) as Proof[];
	const named = findings.flatMap((each) => [
		`instance: ${each}`,
		`history: ${each}`,
	]);
	expect(named.filter((row) => !phaseRows.has(row))).toEqual([]);
});

test("an instance or a history shows each finding that can happen", () => {
	for (const [call, bodies] of [
		["instance", instancesFor],
		["history", historiesFor],
	] as const)
		for (const [finding, examples] of Object.entries(bodies)) {
			const [cell] = cellsAt(`${call}: ${finding}`, "verify?");
			const isPossible = examples.length > 0 || finding === "hidden";
			expect([call, finding, isImpossible(cell?.text ?? "")]).toEqual([
				call,
				finding,
				!isPossible,
			]);
		}
});

describe.each(columns)("in %s", (column) => {
	const own = cells.filter((cell) => cell.column === column);

	test("each cell names exactly the transitions of the state machine", () => {
		const written = own.map((cell) => [cell.row, transitionsIn(cell)]);
		const real = own.map(({ row }) => [row, transitionsAt(row, column)]);
		expect(Object.fromEntries(written)).toEqual(Object.fromEntries(real));
	});

	test("a cell without a transition gives a reason", () => {
		const empty = own.filter((cell) => transitionsIn(cell).length === 0);
		for (const { text } of empty) {
			const [, letter] = /^cannot happen \((\w)\)$/.exec(text) ?? [];
			const reason =
				letter === undefined
					? /^cannot happen, because ./
					: new RegExp(`^- \\(${letter}\\) .`, "m");
			expect(letter === undefined ? text : spec).toMatch(reason);
		}
	});
});
