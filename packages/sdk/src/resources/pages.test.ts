import {
	type ListPlan,
	type ListServer,
	type NextPageName,
	startListServer,
} from "@signoff/conformance/fault-server";
import { expect, onTestFinished, test } from "vitest";
import { bearer } from "../auth/auth.ts";
import { type Client, createClient } from "../client.ts";
import { serve } from "../testing/stub-server.ts";

const auth = bearer("ada-token");
const scope = { company_id: "4201", project_id: "77" };
const tooling = { tool_type: "requisition" };

/** A client of a server with that list. */
async function listServer(
	plan: ListPlan,
): Promise<{ client: Client; requests: ListServer["requests"] }> {
	const { url, requests, close } = await startListServer(plan);
	onTestFinished(close);
	return { client: createClient({ baseUrl: url, auth }), requests };
}

async function idsOf(rows: AsyncIterable<{ id: string }>): Promise<string[]> {
	const ids: string[] = [];
	for await (const { id } of rows) ids.push(id);
	return ids;
}

const all = Array.from({ length: 250 }, (_, index) => `${index}`);
const total: NextPageName = { kind: "total", header: "Total" };
const hasNextPage: NextPageName = { kind: "has_next_page", in: "body" };
const link: NextPageName = { kind: "link", to: "own" };

test.each<[string, NextPageName[]]>([
	["Link", [link]],
	["a Link without a host", [{ kind: "link", to: "relative" }]],
	["a Link to another host", [{ kind: "link", to: "foreign_host" }]],
	["a Link to http", [{ kind: "link", to: "plain_http" }]],
	["the header Total", [total]],
	["the header X-Total", [{ kind: "total", header: "X-Total" }]],
	["Total and an empty Link", [total, { kind: "link", to: "nowhere" }]],
	["has_next_page beside data", [hasNextPage]],
	[
		"has_next_page in a pagination object",
		[{ kind: "has_next_page", in: "pagination" }],
	],
	[
		"has_next_page, although Total says otherwise",
		[{ ...total, count: 0 }, hasNextPage],
	],
	[
		"has_next_page, although Link is 15 kB of <",
		[{ kind: "brackets", length: 15_000 }, hasNextPage],
	],
	[
		"Link on the first page, and has_next_page after it",
		[
			{ kind: "link", to: "relative", only: "first" },
			{ ...hasNextPage, only: "after_first" },
		],
	],
])("a list of 250 rows goes on by %s", async (_, next) => {
	const { client, requests } = await listServer({ rows: 250, next });
	expect(await idsOf(client.instances.list(scope, tooling))).toEqual(all);
	expect(requests).toHaveLength(3);
});

test.each([
	["companies", (client: Client) => client.companies.list()],
	["projects", (client: Client) => client.projects.list(scope)],
] as const)("the list of %s goes on by Total", async (_, list) => {
	const { client, requests } = await listServer({ rows: 250, next: [total] });
	expect(await idsOf(list(client))).toEqual(all);
	expect(requests).toHaveLength(3);
});

test("a server with smaller pages than asked for is read to the end", async () => {
	const plan = { rows: 25, page_size: 10, next: [total] };
	const { client, requests } = await listServer(plan);
	const ids = await idsOf(client.instances.list(scope, tooling));
	expect(ids).toHaveLength(25);
	expect(requests).toHaveLength(3);
});

test("rows that the caller may not see are no reason to go on forever", async () => {
	const { client, requests } = await listServer({
		rows: 250,
		pages: "every_second",
		next: [total],
	});
	const ids = await idsOf(client.instances.list(scope, tooling));
	expect(ids).toHaveLength(125);
	expect(requests).toHaveLength(5);
});

test("a last page with a Link, but without a next one, is the end", async () => {
	const { client, requests } = await listServer({
		rows: 250,
		next: [total, { kind: "link", to: "previous" }],
	});
	expect(await idsOf(client.instances.list(scope, tooling))).toHaveLength(100);
	expect(requests).toHaveLength(1);
});

const endless: [string, RegExp, ListPlan][] = [
	[
		"empty pages by Link",
		/pages stay empty/,
		{ rows: 0, pages: "empty", next: [link] },
	],
	[
		"empty pages by has_next_page",
		/pages stay empty/,
		{ rows: 0, pages: "empty", next: [hasNextPage] },
	],
	[
		"empty pages by Total",
		/pages stay empty/,
		{ rows: 99_999, pages: "empty", next: [total] },
	],
	[
		"one page again and again by Total",
		/pages repeat/,
		{ rows: 250, pages: "first_again", next: [total] },
	],
	[
		"one page again and again by has_next_page",
		/pages repeat/,
		{ rows: 250, pages: "first_again", next: [hasNextPage] },
	],
	[
		"two pages in turns by Link",
		/pages repeat/,
		{ rows: 200, pages: "two_in_turns", next: [link] },
	],
	[
		"a link to itself",
		/pages form a loop/,
		{ rows: 200, next: [{ kind: "link", to: "itself" }] },
	],
	[
		"a link that is no address",
		/no valid address/,
		{ rows: 200, next: [{ kind: "link", to: "no_address" }] },
	],
];

test.each(endless)("%s: ends with an error", async (_, message, plan) => {
	const { client, requests } = await listServer(plan);
	const list = idsOf(client.instances.list(scope, tooling));
	await expect(list).rejects.toThrow(message);
	await expect(list).rejects.toMatchObject({
		name: "SignoffError",
		outcome: { kind: "deferred" },
	});
	expect(requests.length).toBeLessThanOrEqual(50);
});

test("a few empty pages are no end", async () => {
	const plan = { rows: 1, empty_pages: 19, next: [hasNextPage] };
	const { client } = await listServer(plan);
	expect(await idsOf(client.instances.list(scope, tooling))).toEqual(["0"]);
});

test("ids above 2^53 are read with all their digits", async () => {
	const body = '[{"id":9007199254740993,"name":"Harbor"},{"id":4201}]';
	const server = await serve(() => ({ kind: "reply", status: 200, body }));
	const { companies } = createClient({ baseUrl: server.url, auth });
	expect(await idsOf(companies.list())).toEqual(["9007199254740993", "4201"]);
});

test("a service account names its company when it lists companies", async () => {
	const { client, requests } = await listServer({ rows: 150, next: [total] });
	await idsOf(client.companies.list({ companyId: "4201" }));
	expect(requests.map(({ headers }) => headers["procore-company-id"])).toEqual([
		"4201",
		"4201",
	]);
	await expect(
		idsOf(client.companies.list({ companyId: "42\r\nX: 1" })),
	).rejects.toThrow(
		"The option `companyId` must be a company's id, in digits.",
	);
});
