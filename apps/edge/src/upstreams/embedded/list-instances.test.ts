import type { Fixture } from "@signoff/core/fixture";
import { describe, expect, test } from "vitest";
import * as z from "zod/mini";
import {
	currentStep,
	parseData,
	parseProblem,
	sendRequest,
	wireBody,
} from "../../testing/client.ts";
import { company, instanceId, prefixes } from "../../testing/company.ts";
import { startEdge } from "../../testing/edge.ts";
import {
	type InstanceSummaryView,
	instanceSummaryViewSchema,
} from "../views/instance.ts";

const summaries: z.ZodMiniType<InstanceSummaryView[]> = z.array(
	instanceSummaryViewSchema,
);

/** The test company with 25 more instances of one tool in project 77, and an instance in project 78. */
function companyWithManyInstances(): Fixture {
	const fixture = company();
	const more = Array.from({ length: 25 }, (_, i) => ({
		id: String(5000 + i),
		project_id: "77",
		template_id: "project-multiple",
		item_id: `item-${i}`,
		started_at: i < 20 ? "-1h" : "-5d",
	}));
	return {
		...fixture,
		instances: [
			...fixture.instances,
			...more,
			{
				id: "6000",
				project_id: "78",
				template_id: "project-first",
				item_id: "1",
				started_at: "-5d",
			},
		],
	};
}

async function start() {
	const edge = await startEdge(companyWithManyInstances());
	const list = async (query: string, prefix = prefixes.project) => {
		const reply = await sendRequest(`${edge.url}${prefix}/instances?${query}`);
		return {
			reply,
			ids:
				reply.status === 200
					? parseData(reply, summaries).map(({ id }) => id)
					: [],
			links: links(reply.headers.get("Link")),
		};
	};
	return { edge, list };
}

function links(header: string | null): Record<string, string> {
	const found = [...(header ?? "").matchAll(/<([^>]+)>; rel="(\w+)"/g)];
	return Object.fromEntries(
		found.map(([, url = "", rel]) => [rel, new URL(url, "http://edge").href]),
	);
}

const multiple = "filters[tool_type]=multiple";

describe("pages", () => {
	test.each([
		"",
		"&per_page=1",
		"&per_page=7",
		"&per_page=26",
		"&per_page=100",
	])(
		"by cursor, %s: following `next` returns each instance once, in order",
		async (size) => {
			const { list } = await start();
			const expected = [
				instanceId("project", "multiple"),
				...Array.from({ length: 25 }, (_, i) => String(5000 + i)),
			];
			const seen: string[] = [];
			let page = await list(multiple + size);
			for (;;) {
				seen.push(...page.ids);
				expect(page.reply.headers.get("Total")).toBe("26");
				expect(page.reply.headers.get("Per-Page")).toBe(
					size === "" ? "10" : size.slice(10),
				);
				const begin = new URL(page.links["first"] ?? "").searchParams;
				expect([...begin.keys()]).not.toContain("cursor");
				expect(begin.get("filters[tool_type]")).toBe("multiple");
				const next = page.links["next"];
				if (next === undefined) break;
				// Without a public URL, links are relative.
				expect(page.reply.headers.get("Link")).toMatch(/^<\/rest\/v2.0\//);
				expect(new URL(next).pathname).toBe(`${prefixes.project}/instances`);
				page = await list(new URL(next).search.slice(1));
			}
			expect(seen).toEqual(expected);
		},
	);

	test("an instance that is created between two pages is on the last page, and shifts no other", async () => {
		const { list, edge } = await start();
		const first = await list(`${multiple}&per_page=20`);
		const created = await sendRequest(
			`${edge.url}${prefixes.project}/instances`,
			{
				body: { tool_type: "multiple", item_id: "new" },
			},
		);
		expect(created.status).toBe(201);
		const second = await list(
			new URL(first.links["next"] ?? "").search.slice(1),
		);
		expect(second.ids).toHaveLength(7);
		expect(new Set([...first.ids, ...second.ids]).size).toBe(27);
	});

	test("by page number", async () => {
		const { list } = await start();
		const pages = await Promise.all(
			[1, 2, 3, 4].map((page) => list(`${multiple}&page=${page}`)),
		);
		expect(pages.map(({ ids }) => ids.length)).toEqual([10, 10, 6, 0]);
		const rels = pages.map(({ links }) =>
			Object.fromEntries(
				Object.entries(links).map(([rel, url]) => [
					rel,
					new URL(url).searchParams.get("page"),
				]),
			),
		);
		expect(rels).toEqual([
			{ next: "2", first: "1", last: "3" },
			{ next: "3", prev: "1", first: "1", last: "3" },
			{ prev: "2", first: "1", last: "3" },
			{ prev: "3", first: "1", last: "3" },
		]);
		expect(
			new URL(pages[0]?.links["next"] ?? "").searchParams.get(
				"filters[tool_type]",
			),
		).toBe("multiple");
	});
});

describe("filters", () => {
	test("a level lists only the instances that live there", async () => {
		const { list } = await start();
		const first = "filters[tool_type]=first";
		expect((await list(first)).ids).toEqual([instanceId("project", "first")]);
		expect((await list(first, prefixes.company)).ids).toEqual([
			instanceId("company", "first"),
		]);
		expect(
			(await list(first, "/rest/v2.0/companies/4201/projects/78/workflows"))
				.ids,
		).toEqual(["6000"]);
		expect((await list("filters[tool_type]=none")).ids).toEqual([]);
	});

	test("by item, assignee, active and overdue", async () => {
		const { list, edge } = await start();
		const id = instanceId("project", "first");
		const base = edge.url + prefixes.project;
		const first = "filters[tool_type]=first";
		expect((await list(`${multiple}&filters[item_id]=item-7`)).ids).toEqual([
			"5007",
		]);
		expect((await list(`${first}&filters[assignee_id]=101`)).ids).toEqual([id]);
		await sendRequest(`${base}/instances/${id}/responses`, {
			body: wireBody(await currentStep(base, id), "2000"),
		});
		// Bob is the only assignee of the step that is current now.
		expect((await list(`${first}&filters[assignee_id]=101`)).ids).toEqual([]);
		expect((await list(`${first}&filters[assignee_id]=102`)).ids).toEqual([id]);
		const reject = wireBody(await currentStep(base, id), "2002");
		expect((await list(`${first}&filters[active]=true`)).ids).toEqual([id]);
		await sendRequest(`${base}/instances/${id}/responses`, {
			token: "bob-token",
			body: reject,
		});
		expect((await list(`${first}&filters[active]=true`)).ids).toEqual([]);
		expect((await list(`${first}&filters[active]=false`)).ids).toEqual([id]);
		expect((await list(`${first}&filters[assignee_id]=102`)).ids).toEqual([]);
		const project78 = "/rest/v2.0/companies/4201/projects/78/workflows";
		expect(
			(await list(`${first}&filters[overdue]=true`, project78)).ids,
		).toEqual(["6000"]);
		expect(
			(await list(`${first}&filters[overdue]=false`, project78)).ids,
		).toEqual([]);
		expect((await list(`${first}&filters[overdue]=false`)).ids).toEqual([id]);
	});

	test("a parameter that is neither a filter nor about paging is ignored", async () => {
		const { list } = await start();
		expect(
			(await list("filters[tool_type]=first&view=extended")).ids,
		).toHaveLength(1);
	});
});

test.each([
	["no tool", "", ["query.filters.tool_type"]],
	["an empty tool", "filters[tool_type]=", ["query.filters.tool_type"]],
	[
		"an unknown filter",
		"filters[tool_type]=first&filters[asignee_id]=1",
		["query.filters"],
	],
	[
		"a filter of the prototype",
		"filters[tool_type]=first&filters[__proto__]=1",
		["query.filters"],
	],
	[
		"a filter that is neither true nor false",
		"filters[tool_type]=first&filters[active]=yes",
		["query.filters.active"],
	],
	["zero rows", "filters[tool_type]=first&per_page=0", ["query.per_page"]],
	[
		"too many rows",
		"filters[tool_type]=first&per_page=101",
		["query.per_page"],
	],
	[
		"a number of rows that is not a number",
		"filters[tool_type]=first&per_page=1e1",
		["query.per_page"],
	],
	["page 0", "filters[tool_type]=first&page=0", ["query.page"]],
	[
		"both modes",
		"filters[tool_type]=first&page=1&cursor=after-1",
		["query.page"],
	],
	[
		"a foreign cursor",
		"filters[tool_type]=first&cursor=eyJpZCI6MX0",
		["query.cursor"],
	],
	["an empty cursor", "filters[tool_type]=first&cursor=", ["query.cursor"]],
	[
		"a parameter twice",
		"filters[tool_type]=first&filters[tool_type]=multiple",
		["query"],
	],
])("%s is 400 with its path", async (_, query, sources) => {
	const { list } = await start();
	const { reply } = await list(query);
	expect([
		reply.status,
		parseProblem(reply).error.details.map(({ source }) => source),
	]).toEqual([400, sources]);
});
