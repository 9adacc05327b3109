import { expect, test } from "vitest";
import { paths } from "./paths.ts";
import {
	isReadEndpointName,
	readEndpoints,
	readPath,
} from "./read-endpoints.ts";
import type { Scope } from "./submission.ts";

const scopes: Scope[] = [
	{ company_id: "4201" },
	{ company_id: "4201", project_id: "7 7/8" },
];

test.each(scopes)("the table's paths are the contract's, in %o", (scope) => {
	const path = { ...scope, id: "9?x" };
	expect([
		readPath(readEndpoints.getMe, {}),
		readPath(readEndpoints.listCompanies, {}),
		readPath(readEndpoints.listProjects, { company_id: "4201" }),
		readPath(readEndpoints.listTools, scope),
		readPath(readEndpoints.listInstances, scope),
		readPath(readEndpoints.getInstance, path),
		readPath(readEndpoints.getHistory, path),
	]).toEqual([
		paths.me(),
		"/rest/v1.0/companies",
		"/rest/v1.0/projects",
		paths.instances(scope).replace("/instances", "/tools"),
		paths.instances(scope),
		paths.instance(scope, "9?x"),
		paths.history(scope, "9?x"),
	]);
});

test("a path whose parameter is missing throws", () => {
	const path: { company_id: string; id: string } =
		JSON.parse('{"company_id":"1"}');
	expect(() => readPath(readEndpoints.getInstance, path)).toThrow(
		new TypeError("The path needs the parameter `id`."),
	);
});

test("the shape and the query of each endpoint are the contract's", () => {
	const facts = Object.entries(readEndpoints).map(
		([name, { parameters, shape, envelope, query = [] }]) => [
			name,
			parameters,
			shape,
			envelope,
			query.map(({ name, required, schema }) => [
				name + (required ? "!" : ""),
				schema,
			]),
		],
	);
	const text = { type: "string", minLength: 1 };
	const flag = { type: "boolean" };
	const perPage = { type: "integer", minimum: 1, maximum: 100, default: 10 };
	expect(facts).toEqual([
		["listTools", "scope", "list", true, []],
		[
			"listInstances",
			"scope",
			"pages",
			true,
			[
				["filters[tool_type]!", text],
				["filters[tool_subtype]", text],
				["filters[item_id]", text],
				["filters[assignee_id]", text],
				["filters[active]", flag],
				["filters[overdue]", flag],
				["per_page", perPage],
				["cursor", text],
				["page", { type: "integer", minimum: 1 }],
			],
		],
		["getInstance", "instance", "value", true, []],
		["getHistory", "instance", "value", true, []],
		["getMe", "account", "value", false, []],
		["listCompanies", "account", "pages", false, []],
		["listProjects", "company", "pages", false, [["company_id!", text]]],
	]);
});

test("each endpoint and parameter says in words what it is", () => {
	for (const endpoint of Object.values(readEndpoints)) {
		const {
			activity,
			summary,
			returns,
			description = "Text.",
			query = [],
		} = endpoint;
		const parameters = query.map(({ description }) => description);
		for (const words of [
			activity,
			summary,
			returns,
			description,
			...parameters,
		])
			expect(words).toMatch(/^[A-Z].+/);
	}
});

test("only the table's names are names of endpoints", () => {
	expect(isReadEndpointName("getMe")).toBe(true);
	expect(isReadEndpointName("constructor")).toBe(false);
});
