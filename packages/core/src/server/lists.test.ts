import { describe, expect, test } from "vitest";
import { parseListQuery } from "./list-query.ts";
import { cursorLinks, decodeCursor, pageLinks } from "./page-links.ts";

function query(...pairs: [string, string][]): [string, string][] {
	return [["filters[tool_type]", "a"], ...pairs];
}

describe("the query of a list", () => {
	test("is its filters and paging; other parameters are ignored", () => {
		const parsed = parseListQuery(
			query(
				["filters[item_id]", "7"],
				["filters[active]", "true"],
				["per_page", "100"],
				["page", "2"],
				["sort", "x"],
				["sort", "y"],
			),
		);
		expect(parsed).toEqual({
			kind: "parsed",
			value: {
				filters: { tool_type: "a", item_id: "7", active: "true" },
				per_page: "100",
				page: "2",
			},
		});
	});

	test.each<[path: string, parameters: [string, string][]]>([
		["query.filters.tool_type", []],
		["query.filters.tool_type", [["filters[tool_type]", ""]]],
		["query.filters", query(["filters[color]", "red"])],
		["query.filters.active", query(["filters[active]", "yes"])],
		["query.filters.overdue", query(["filters[overdue]", "1"])],
		["query.per_page", query(["per_page", "0"])],
		["query.per_page", query(["per_page", "101"])],
		["query.page", query(["page", "0"])],
		["query.cursor", query(["cursor", "a b"])],
		["query.page", query(["cursor", "a"], ["page", "1"])],
		["query", query(["page", "1"], ["page", "1"])],
		["query", query(["filters[tool_type]", "a"])],
	])("%s is an issue of %j", (path, parameters) => {
		const parsed = parseListQuery(parameters);
		expect(
			parsed.kind === "invalid" &&
				parsed.issues.map((issue) => issue.path.join(".")),
		).toEqual([path]);
	});
});

test.each<[parameters: [string, string][], message: string]>([
	[
		query(["page", "1"], ["page", "1"]),
		"A parameter of the query is given more than once.",
	],
	[query(["filters[active]", "yes"]), "must be true or false"],
	[query(["per_page", "0"]), "must be an integer from 1 to 100"],
	[query(["page", "x"]), "must be a positive integer"],
	[query(["cursor", "a b"]), "must be taken from a `Link` of an earlier page"],
	[
		query(["cursor", "a"], ["page", "1"]),
		"must not be given together with `cursor`",
	],
])("the query %j is not valid: %s", (parameters, message) => {
	const parsed = parseListQuery(parameters);
	expect(parsed.kind === "invalid" && parsed.issues).toMatchObject([
		{ message: expect.stringContaining(message) },
	]);
});

test.each<[name: string, value: string, isValid: boolean]>([
	["filters[active]", "false", true],
	["per_page", "5", true],
	["per_page", "50", true],
	["page", "12", true],
	["page", "12x", false],
	["page", "x12", false],
	["page", "1234567890", false],
	["cursor", "after-12_a", true],
])("%s=%s: valid is %s", (name, value, isValid) => {
	const { kind } = parseListQuery(query([name, value]));
	expect(kind === "parsed").toBe(isValid);
});

test.each(["xfilters[item_id]", "filters[item_id]x"])(
	"%s is no filter, and is ignored",
	(name) => {
		expect(parseListQuery(query([name, "7"]))).toMatchObject({
			kind: "parsed",
			value: { filters: { tool_type: "a" } },
		});
	},
);

describe("links", () => {
	const first = { rel: "first", query: { page: "1" } };

	test("by cursor lead to the next page, if there is one, and to the first", () => {
		const start = { rel: "first", query: {} };
		expect(cursorLinks(null)).toEqual([start]);
		const [next, ...rest] = cursorLinks(123_456);
		expect(next?.rel).toBe("next");
		expect(decodeCursor(next?.query.cursor ?? "")).toBe(123_456);
		expect(rest).toEqual([start]);
	});

	test.each([
		"",
		"after-",
		"after-A",
		"after-12345678901",
		"1",
		"x-after-1",
		"after-1-",
	])("the cursor %j is not valid", (cursor) => {
		expect(decodeCursor(cursor)).toBeNull();
	});

	test.each<[page: number, count: number, rels: Record<string, string>]>([
		[1, 0, { last: "1" }],
		[1, 1, { last: "1" }],
		[1, 3, { next: "2", last: "3" }],
		[2, 3, { next: "3", prev: "1", last: "3" }],
		[3, 3, { prev: "2", last: "3" }],
		[9, 3, { prev: "3", last: "3" }],
	])("of page %i of %i", (page, count, rels) => {
		const expected = Object.entries(rels).map(([rel, to]) => ({
			rel,
			query: { page: to },
		}));
		const last = expected.pop();
		expect(pageLinks(page, count)).toEqual([...expected, first, last]);
	});
});
