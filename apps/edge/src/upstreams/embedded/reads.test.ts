import { describe, expect, test } from "vitest";
import * as z from "zod/mini";
import {
	parseData,
	parseProblem,
	readInstance,
	sendRequest,
} from "../../testing/client.ts";
import {
	company,
	instanceId,
	levels,
	prefixes,
} from "../../testing/company.ts";
import { startEdge, testStart } from "../../testing/edge.ts";
import { instanceViewSchema } from "../views/instance.ts";
import {
	companyViewSchema,
	meViewSchema,
	projectViewSchema,
	toolViewSchema,
} from "../views/me-companies-projects.ts";

describe("account", () => {
	test("me has no envelope and an integer id; any other id stays a string", async () => {
		const fixture = company();
		const others = ["svc-1", "0101", "1.5", "90071992547409931"];
		fixture.people.push(
			...others.map((id) => ({
				id,
				login: id,
				name: id,
				company: "Elsewhere",
				token: id,
			})),
		);
		const edge = await startEdge(fixture);
		const me = async (token: string) =>
			z.parse(
				meViewSchema,
				JSON.parse(
					(
						await sendRequest(`${edge.url}/rest/v1.0/me`, {
							token,
							headers: { "Procore-Company-Id": null },
						})
					).text,
				),
			);
		expect(await me("ada-token")).toEqual({
			id: 101,
			login: "ada@harbor.example",
			name: "ada",
		});
		for (const id of others) expect((await me(id)).id).toBe(id);
	});

	test("companies and projects are lists without an envelope", async () => {
		const edge = await startEdge(company());
		const companies = await sendRequest(`${edge.url}/rest/v1.0/companies`);
		expect(
			z.parse(z.array(companyViewSchema), JSON.parse(companies.text)),
		).toEqual([{ id: 4201, name: "Harbor Build Co", is_active: true }]);
		const projects = await sendRequest(
			`${edge.url}/rest/v1.0/projects?company_id=4201`,
		);
		expect(
			z
				.parse(z.array(projectViewSchema), JSON.parse(projects.text))
				.map(({ id, name }) => [id, name]),
		).toEqual([
			[77, "Pier 9"],
			[78, "Harbor Tower"],
		]);
	});

	test.each([
		["", 400],
		["?company_id=", 400],
		["?company_id=4201&company_id=4202", 400],
		["?company_id=4202", 404],
	])("projects%s is %i", async (query, status) => {
		const edge = await startEdge(company());
		expect(
			(await sendRequest(`${edge.url}/rest/v1.0/projects${query}`)).status,
		).toBe(status);
	});

	test("tools are listed once; a project lists only its own", async () => {
		const edge = await startEdge(company());
		const tools = async (prefix: string) =>
			parseData(
				await sendRequest(`${edge.url}${prefix}/tools`),
				z.array(toolViewSchema),
			);
		expect(await tools(prefixes.company)).toEqual([
			{ name: "first", type: "first", provider: "Company" },
			{ name: "multiple", type: "multiple", provider: "Company" },
			{ name: "first", type: "first", provider: "Project" },
			{ name: "multiple", type: "multiple", provider: "Project" },
		]);
		expect(
			(await tools(prefixes.project)).map(({ provider }) => provider),
		).toEqual(["Project", "Project"]);
	});
});

describe.each(levels)("reads at %s level", (level) => {
	const id = instanceId(level, "first");
	const reads = [
		`/instances/${id}`,
		`/instances/${id}/history`,
		"/tools",
		"/instances?filters[tool_type]=first",
	];

	test("every person known to the company may read", async () => {
		const edge = await startEdge(company());
		for (const path of reads) {
			const reply = await sendRequest(edge.url + prefixes[level] + path, {
				token: "dan-token",
			});
			expect([path, reply.status]).toEqual([path, 200]);
		}
	});

	test("are refused in the same order as responses", async () => {
		const edge = await startEdge(company());
		const otherCompany = prefixes[level].replace("4201", "4202");
		for (const path of reads) {
			const none = { "Procore-Company-Id": null };
			const replies = [
				await sendRequest(edge.url + otherCompany + path, {
					token: null,
					headers: none,
				}),
				await sendRequest(edge.url + otherCompany + path, { headers: none }),
				await sendRequest(edge.url + otherCompany + path, {
					headers: { "Procore-Company-Id": "4202" },
				}),
			];
			expect([path, ...replies.map(({ status }) => status)]).toEqual([
				path,
				401,
				400,
				404,
			]);
			expect(replies.slice(2).map(parseProblem)).toMatchObject([
				{ outcome: { reason: { code: "UNKNOWN_COMPANY" } } },
			]);
		}
	});

	test("an instance is returned with its current step", async () => {
		const edge = await startEdge(company());
		const started = new Date(testStart).toISOString();
		expect(await readInstance(edge.url + prefixes[level], id)).toMatchObject({
			id,
			tool_type: "first",
			tool_subtype: null,
			item_id: "1",
			created_at: started,
			updated_at: started,
			started_at: started,
			ended_at: null,
			template_version_id: `${level}-first`,
			all_assignees: [{ id: "101" }, { id: "102" }],
			current_step_occurrence: {
				name: "Review",
				started_at: started,
				overdue_at: new Date(testStart + 3 * 86_400_000).toISOString(),
				available_response_options: [
					{ id: "2000", name: "Approve", response_type: "approve" },
					{ id: "2001" },
					{ id: "2002" },
				],
			},
		});
	});

	describe("creating an instance", () => {
		test("returns the stored instance", async () => {
			const edge = await startEdge(company());
			const base = edge.url + prefixes[level];
			const reply = await sendRequest(`${base}/instances`, {
				body: { tool_type: "first", item_id: "483" },
			});
			expect(reply.status).toBe(201);
			const created = parseData(reply, instanceViewSchema);
			expect(created).toMatchObject({
				item_id: "483",
				created_by: { id: "101" },
				current_step_occurrence: { name: "Review" },
			});
			expect(await readInstance(base, created.id)).toEqual(created);
			expect(Number(created.id)).toBeGreaterThan(9202);
			const other = level === "company" ? "project" : "company";
			expect(
				(
					await sendRequest(
						`${edge.url}${prefixes[other]}/instances/${created.id}`,
					)
				).status,
			).toBe(404);
		});

		test.each([
			[
				"an unknown tool",
				{ tool_type: "x", item_id: "1" },
				422,
				["NO_TEMPLATE", "tool_type"],
			],
			[
				"an unknown template",
				{ tool_type: "first", item_id: "1", template_id: "x" },
				422,
				["UNKNOWN_TEMPLATE", "template_id"],
			],
			[
				"another tool's template",
				{ tool_type: "first", item_id: "1", template_id: `${level}-multiple` },
				422,
				["UNKNOWN_TEMPLATE", "template_id"],
			],
			[
				"a preset",
				{ tool_type: "first", item_id: "1", preset_id: "p" },
				422,
				["UNKNOWN_PRESET", "preset_id"],
			],
			["no item", { tool_type: "first" }, 400, ["MALFORMED", "item_id"]],
			[
				"an item that is a number",
				{ tool_type: "first", item_id: 1 },
				400,
				["MALFORMED", "item_id"],
			],
			[
				"a misspelt key",
				{ tool_type: "first", item_id: "1", templat_id: "x" },
				400,
				["MALFORMED", null],
			],
		])("with %s is refused", async (_, body, status, detail) => {
			const edge = await startEdge(company());
			const reply = await sendRequest(
				`${edge.url}${prefixes[level]}/instances`,
				{
					body,
				},
			);
			const { reason_code, source } =
				parseProblem(reply).error.details[0] ?? {};
			expect([reply.status, [reason_code, source]]).toEqual([status, detail]);
			expect(edge.ledger.sql.exec("SELECT * FROM instances")).toHaveLength(4);
		});

		test("needs a template id if several templates fit", async () => {
			const fixture = company();
			fixture.templates.push(
				...fixture.templates.map((template) => ({
					...template,
					id: `${template.id}-2`,
				})),
			);
			const edge = await startEdge(fixture);
			const url = `${edge.url}${prefixes[level]}/instances`;
			const open = await sendRequest(url, {
				body: { tool_type: "first", item_id: "1" },
			});
			expect([
				open.status,
				parseProblem(open).error.details[0]?.reason_code,
			]).toEqual([422, "AMBIGUOUS_TEMPLATE"]);
			const named = await sendRequest(url, {
				body: {
					tool_type: "first",
					item_id: "1",
					template_id: `${level}-first-2`,
				},
			});
			expect([
				named.status,
				parseData(named, instanceViewSchema).template_version_id,
			]).toEqual([201, `${level}-first-2`]);
		});
	});
});

test("a ledger without people refuses every token", async () => {
	const fixture = company();
	const edge = await startEdge({
		...fixture,
		people: [],
		templates: [],
		instances: [],
	});
	expect((await sendRequest(`${edge.url}/rest/v1.0/me`)).status).toBe(401);
});

test("requests to an unknown project are 404, and create nothing", async () => {
	const edge = await startEdge(company());
	const unknownProject = `${edge.url}/rest/v2.0/companies/4201/projects/404/workflows`;
	const replies = [
		await sendRequest(`${unknownProject}/tools`),
		await sendRequest(`${unknownProject}/instances?filters[tool_type]=first`),
		await sendRequest(`${unknownProject}/instances`, {
			body: { tool_type: "first", item_id: "1" },
		}),
	];
	for (const reply of replies)
		expect([
			reply.status,
			parseProblem(reply).error.details[0]?.reason_code,
		]).toEqual([404, "UNKNOWN_PROJECT"]);
	expect(edge.ledger.sql.exec("SELECT * FROM instances")).toHaveLength(4);
});
