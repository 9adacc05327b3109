import { expect, onTestFinished, test } from "vitest";
import { listPage } from "./list-page.ts";
import type { ListPlan, NextPageName } from "./list-plan.ts";
import { startListServer } from "./start-list-server.ts";

const url = new URL("http://api.example/rest/v2.0/list?per_page=100&page=1");

test.each<[NextPageName, object, object]>([
	[
		{ kind: "link", to: "own" },
		{ Link: `<${url.href.replace("&page=1", "&page=2")}>; rel="next"` },
		{},
	],
	[
		{ kind: "link", to: "relative" },
		{ Link: '<?per_page=100&page=2>; rel="next"' },
		{},
	],
	[
		{ kind: "link", to: "foreign_host" },
		{
			Link: '<https://inner.example/rest/v2.0/list?per_page=100&page=2>; rel="next"',
		},
		{},
	],
	[
		{ kind: "link", to: "plain_http" },
		{
			Link: '<http://api.example/rest/v2.0/list?per_page=100&page=2>; rel="next"',
		},
		{},
	],
	[{ kind: "link", to: "itself" }, { Link: '<>; rel="next"' }, {}],
	[{ kind: "link", to: "no_address" }, { Link: '<http://[>; rel="next"' }, {}],
	[{ kind: "link", to: "previous" }, { Link: '<?page=1>; rel="prev"' }, {}],
	[{ kind: "link", to: "nowhere" }, { Link: "" }, {}],
	[{ kind: "brackets", length: 3 }, { Link: "<<<" }, {}],
	[{ kind: "total", header: "Total" }, { Total: "150" }, {}],
	[{ kind: "total", header: "X-Total", count: 7 }, { "X-Total": "7" }, {}],
	[{ kind: "has_next_page", in: "body" }, {}, { has_next_page: true }],
	[
		{ kind: "has_next_page", in: "pagination" },
		{},
		{ pagination: { has_next_page: true, page: 1 } },
	],
	[{ kind: "total", header: "Total", only: "after_first" }, {}, {}],
])("a page names the next one by %j", (name, headers, body) => {
	const { ids, ...named } = listPage({ rows: 150, next: [name] }, 1, url);
	expect(named).toEqual({ headers, body });
	expect(ids).toHaveLength(100);
});

test.each<[string, Partial<ListPlan>, number[][]]>([
	["its own rows", {}, [[0, 1], [2], []]],
	["no rows at first", { empty_pages: 1 }, [[], [0, 1], [2]]],
	["no rows", { pages: "empty" }, [[], [], []]],
	[
		"the rows of the first page",
		{ pages: "first_again" },
		[
			[0, 1],
			[0, 1],
			[0, 1],
		],
	],
	["the rows of two pages", { pages: "two_in_turns" }, [[2], [0, 1], [2]]],
	["every second row", { pages: "every_second" }, [[0], [2], []]],
])("pages show %s", (_, more, pages) => {
	const plan: ListPlan = { rows: 3, page_size: 2, next: [], ...more };
	expect([1, 2, 3].map((n) => listPage(plan, n, url).ids)).toEqual(pages);
});

test("the last page names none; pages without an end always do", () => {
	const next: NextPageName[] = [
		{ kind: "link", to: "own" },
		{ kind: "has_next_page", in: "body" },
	];
	const last = listPage({ rows: 150, next }, 2, url);
	expect(last).toMatchObject({ headers: {}, body: { has_next_page: false } });
	const endless = listPage({ rows: 0, pages: "empty", next }, 9, url);
	expect(endless.body).toEqual({ has_next_page: true });
	expect(endless.headers["Link"]).toContain("page=10");
});

test("rows are in data, and below v1 without an envelope", async () => {
	const server = await startListServer({
		rows: 1,
		next: [{ kind: "has_next_page", in: "body" }],
	});
	onTestFinished(server.close);
	const read = async (path: string) => (await fetch(server.url + path)).json();
	expect(await read("/rest/v2.0/x")).toEqual({
		data: [{ id: "0" }],
		has_next_page: false,
	});
	expect(await read("/rest/v1.0/x?page=1")).toEqual([{ id: 0 }]);
	expect(server.requests.map(({ path }) => path)).toEqual([
		"/rest/v2.0/x",
		"/rest/v1.0/x?page=1",
	]);
});

test("a plan that is not valid is refused, with each problem", async () => {
	const plan = JSON.parse('{"rows":-1,"next":[{"kind":"rumour"}]}');
	await expect(startListServer(plan)).rejects.toThrow(
		/^The plan is not valid: .*`rows`.*must be a name of the next page/,
	);
});
