import type { EdgeContext } from "../request/context.ts";
import { handleHealth, handleReadiness } from "./health.ts";
import {
	handleCreateInstance,
	handleGetInstance,
	handleListInstances,
	handleListTools,
} from "./instances.ts";
import {
	handleGetAccount,
	handleListProjects,
} from "./me-companies-projects.ts";
import { handleRespond } from "./responses.ts";

/** One method of one path. A public route needs no token. */
export type EdgeRoute = {
	method: "GET" | "POST";
	/** With `{parameters}`, as in OpenAPI. */
	path: string;
	/** The operation in `/openapi.json`. */
	operation: OperationName;
	access: "public" | "token";
	handler: (c: EdgeContext) => Response | Promise<Response>;
};

/** Every operation. */
export type OperationName =
	| "respond"
	| "listTools"
	| "listInstances"
	| "createInstance"
	| "getInstance"
	| "getHistory"
	| "getMe"
	| "listCompanies"
	| "listProjects"
	| "getHealth"
	| "getReadiness"
	| "getOpenApi";

const company = "/rest/v2.0/companies/{company_id}";

/** Every route except `/openapi.json`, which is generated from this table. */
export const apiRoutes: readonly EdgeRoute[] = [
	...workflowRoutes(company),
	...workflowRoutes(`${company}/projects/{project_id}`),
	authenticatedRoute("GET", "/rest/v1.0/me", "getMe", handleGetAccount("me")),
	authenticatedRoute(
		"GET",
		"/rest/v1.0/companies",
		"listCompanies",
		handleGetAccount("companies"),
	),
	authenticatedRoute(
		"GET",
		"/rest/v1.0/projects",
		"listProjects",
		handleListProjects,
	),
	{
		method: "GET",
		path: "/healthz",
		operation: "getHealth",
		access: "public",
		handler: handleHealth,
	},
	{
		method: "GET",
		path: "/readyz",
		operation: "getReadiness",
		access: "public",
		handler: handleReadiness,
	},
];

function workflowRoutes(prefix: string): EdgeRoute[] {
	const instances = `${prefix}/workflows/instances`;
	return [
		authenticatedRoute(
			"POST",
			`${instances}/{id}/responses`,
			"respond",
			handleRespond,
		),
		authenticatedRoute(
			"GET",
			`${prefix}/workflows/tools`,
			"listTools",
			handleListTools,
		),
		authenticatedRoute("GET", instances, "listInstances", handleListInstances),
		authenticatedRoute(
			"POST",
			instances,
			"createInstance",
			handleCreateInstance,
		),
		authenticatedRoute(
			"GET",
			`${instances}/{id}`,
			"getInstance",
			handleGetInstance("instance"),
		),
		authenticatedRoute(
			"GET",
			`${instances}/{id}/history`,
			"getHistory",
			handleGetInstance("history"),
		),
	];
}

function authenticatedRoute(
	method: EdgeRoute["method"],
	path: string,
	operation: OperationName,
	handler: EdgeRoute["handler"],
): EdgeRoute {
	return { method, path, operation, access: "token", handler };
}
