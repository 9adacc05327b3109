import { expect, test } from "vitest";
import { bearer } from "../auth/auth.ts";
import { type Client, createClient } from "../client.ts";
import {
	type ReceivedRequest,
	type StubReply,
	serve,
} from "../testing/stub-server.ts";

const auth = bearer("ada-token");
const scope = { company_id: "4201", project_id: "77" };
const tooling = { tool_type: "requisition" };

type Reply = {
	rows: unknown[];
	headers?: Record<string, string>;
	body?: object;
};

/** A client of a server whose lists reply so to page 1, 2, … */
async function listServer(
	page: (number: number, path: string) => Reply,
): Promise<{
	client: Client;
	requests: ReceivedRequest[];
}> {
	const server = await serve(({ path }): StubReply => {
		const { searchParams, pathname } = new URL(path, "http://stub");
		const number = Number(searchParams.get("page") ?? 1);
		const { rows, headers = {}, body = {} } = page(number, path);
		const isV1 = pathname.startsWith("/rest/v1.0");
		return {
			kind: "reply",
			status: 200,
			headers,
			body: isV1 ? rows : { data: rows, ...body },
		};
	});
	const client = createClient({ baseUrl: server.url, auth });
	return { client, requests: server.requests };
}

/** The rows of one page of a list of so many. */
function rowsOf(
	number: number,
	total: number,
	perPage = 100,
): { id: string }[] {
	const start = (number - 1) * perPage;
	const length = Math.max(0, Math.min(perPage, total - start));
	return Array.from({ length }, (_, index) => ({ id: `${start + index}` }));
}

async function idsOf(rows: AsyncIterable<{ id: string }>): Promise<string[]> {
	const ids: string[] = [];
	for await (const { id } of rows) ids.push(id);
	return ids;
}

const all = rowsOf(1, 250, 250).map(({ id }) => id);

test.each<[string, (number: number) => Omit<Reply, "rows">]>([
	["the header Total", () => ({ headers: { Total: "250" } })],
	["the header X-Total", () => ({ headers: { "X-Total": "250" } })],
	["Total and an empty Link", () => ({ headers: { Total: "250", Link: "" } })],
	["has_next_page beside data", (n) => ({ body: { has_next_page: n < 3 } })],
	[
		"has_next_page in a pagination object",
		(n) => ({ body: { pagination: { has_next_page: n < 3, page: n } } }),
	],
	[
		"has_next_page, although Total says otherwise",
		(n) => ({ headers: { Total: "0" }, body: { has_next_page: n < 3 } }),
	],
	[
		"Link on the first page, and has_next_page after it",
		(n) =>
			n === 1
				? { headers: { Link: '<?page=2&per_page=100>; rel="next"' } }
				: { body: { has_next_page: n < 3 } },
	],
])("a list of 250 rows goes on by %s", async (_, more) => {
	const { client, requests } = await listServer((number) => ({
		rows: rowsOf(number, 250),
		...more(number),
	}));
	expect(await idsOf(client.instances.list(scope, tooling))).toEqual(all);
	expect(requests).toHaveLength(3);
});

test.each([
	["companies", (client: Client) => client.companies.list()],
	["projects", (client: Client) => client.projects.list(scope)],
] as const)("the list of %s goes on by Total", async (_, list) => {
	const { client, requests } = await listServer((number) => ({
		rows: rowsOf(number, 250).map(({ id }) => ({ id: Number(id) })),
		headers: { Total: "250", "Per-Page": "100" },
	}));
	expect(await idsOf(list(client))).toEqual(all);
	expect(requests).toHaveLength(3);
});

test("a server with smaller pages than asked for is read to the end", async () => {
	const { client, requests } = await listServer((number) => ({
		rows: rowsOf(number, 25, 10),
		headers: { Total: "25", "Per-Page": "100" },
	}));
	const ids = await idsOf(client.instances.list(scope, tooling));
	expect(ids).toHaveLength(25);
	expect(requests).toHaveLength(3);
});

test("rows that the caller may not see are no reason to go on forever", async () => {
	const { client, requests } = await listServer((number) => ({
		rows: rowsOf(number, 250).filter(({ id }) => Number(id) % 2 === 0),
		headers: { Total: "250" },
	}));
	const ids = await idsOf(client.instances.list(scope, tooling));
	expect(ids).toHaveLength(125);
	expect(requests).toHaveLength(5);
});

test("a last page with a Link, but without a next one, is the end", async () => {
	const { client, requests } = await listServer(() => ({
		rows: rowsOf(1, 100),
		headers: { Total: "250", Link: '<?page=1>; rel="prev"' },
	}));
	expect(await idsOf(client.instances.list(scope, tooling))).toHaveLength(100);
	expect(requests).toHaveLength(1);
});

const endless: [string, RegExp, (number: number) => Reply][] = [
	[
		"empty pages by Link",
		/pages stay empty/,
		(n) => ({ rows: [], headers: { Link: `<?page=${n + 1}>; rel="next"` } }),
	],
	[
		"empty pages by has_next_page",
		/pages stay empty/,
		() => ({ rows: [], body: { has_next_page: true } }),
	],
	[
		"empty pages by Total",
		/pages stay empty/,
		() => ({ rows: [], headers: { Total: "99999" } }),
	],
	[
		"one page again and again by Total",
		/pages repeat/,
		() => ({ rows: rowsOf(1, 100), headers: { Total: "250" } }),
	],
	[
		"one page again and again by has_next_page",
		/pages repeat/,
		() => ({ rows: rowsOf(1, 100), body: { has_next_page: true } }),
	],
	[
		"two pages in turns by Link",
		/pages repeat/,
		(n) => ({
			rows: rowsOf(n % 2, 200),
			headers: { Link: `<?page=${n + 1}>; rel="next"` },
		}),
	],
	[
		"a link to itself",
		/pages form a loop/,
		() => ({ rows: rowsOf(1, 100), headers: { Link: "<>; rel=next" } }),
	],
	[
		"a link that is no address",
		/no valid address/,
		() => ({ rows: rowsOf(1, 100), headers: { Link: "<http://[>; rel=next" } }),
	],
];

test.each(endless)("%s: ends with an error", async (_, message, page) => {
	const { client, requests } = await listServer(page);
	const list = idsOf(client.instances.list(scope, tooling));
	await expect(list).rejects.toThrow(message);
	await expect(list).rejects.toMatchObject({
		name: "SignoffError",
		outcome: { kind: "deferred" },
	});
	expect(requests.length).toBeLessThanOrEqual(50);
});

test("a few empty pages are no end", async () => {
	const { client } = await listServer((number) => ({
		rows: number === 20 ? [{ id: "1" }] : [],
		body: { has_next_page: number < 20 },
	}));
	expect(await idsOf(client.instances.list(scope, tooling))).toEqual(["1"]);
});

test("ids above 2^53 are read with all their digits", async () => {
	const body = '[{"id":9007199254740993,"name":"Harbor"},{"id":4201}]';
	const server = await serve(() => ({ kind: "reply", status: 200, body }));
	const { companies } = createClient({ baseUrl: server.url, auth });
	expect(await idsOf(companies.list())).toEqual(["9007199254740993", "4201"]);
});

test("a service account names its company when it lists companies", async () => {
	const { client, requests } = await listServer((number) => ({
		rows: rowsOf(number, 150),
		headers: { Total: "150" },
	}));
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
