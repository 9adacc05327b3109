import { expect, test } from "vitest";
import type { Figure } from "../../../../scripts/lib/figures.ts";
import { parts } from "./parts.ts";
import { newResults } from "./results.ts";
import { markdownTables, textTable, valueText, verdict } from "./table.ts";

const figure: Figure = {
	id: "sdk.respond.ky",
	what: "respond",
	value: 1.234,
	unit: "×",
};

test.each<[Partial<Figure>, string]>([
	[{}, "1.23×"],
	[{ value: 0.0012 }, "0.0012×"],
	[{ value: 16.999, unit: "kB" }, "17.00 kB"],
	[{ value: 0, unit: "" }, "0"],
	[{ value: 10.96, unit: "ms" }, "11.0 ms"],
	[{ value: 0.09, unit: "%" }, "0.09%"],
	[{ value: 312.4, unit: "B" }, "312 B"],
])("a value is shown with its unit: %o", (change, expected) => {
	expect(valueText({ ...figure, ...change })).toBe(expected);
});

test("a goal is met at its limit, and missed beyond it, whatever is shown", () => {
	const at = (value: number, goal: Figure["goal"]): string =>
		verdict({ ...figure, value, ...(goal && { goal }) });
	expect(at(17, { most: 17 })).toBe("met");
	expect(at(17.001, { most: 17 })).toBe("missed");
	expect(at(0.8, { least: 0.8 })).toBe("met");
	expect(at(0.799, { least: 0.8 })).toBe("missed");
	expect(at(5, undefined)).toBe("");
});

test("the tables show goals first, the machine and the versions", () => {
	const results = {
		...newResults(),
		figures: [figure, { ...figure, id: "sdk.list", goal: { most: 1.15 } }],
	};
	expect(textTable(results)).toBe(
		[
			"sdk.list        1.23×  goal: at most 1.15  missed",
			"sdk.respond.ky  1.23×  for information",
		].join("\n"),
	);
	const markdown = markdownTables(results);
	expect(markdown).toContain(
		"| `sdk.list`: respond | 1.23× | at most 1.15 | missed |",
	);
	expect(markdown).toContain(`node ${process.versions.node}`);
});

test("no two parts have the same name", () => {
	expect(new Set(parts.map(({ name }) => name)).size).toBe(parts.length);
});
