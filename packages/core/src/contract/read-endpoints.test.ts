import { expect, test } from "vitest";
import { paths } from "./paths.ts";
import { readEndpoints, readPath } from "./read-endpoints.ts";
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
