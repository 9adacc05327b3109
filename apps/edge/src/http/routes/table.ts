import type { EdgeContext } from "../request/context.ts";
import { getProjects, getV1 } from "./account.ts";
import { healthz, readyz } from "./health.ts";
import {
	getInstance,
	listInstances,
	listTools,
	postInstance,
} from "./instances.ts";
import { postResponse } from "./responses.ts";

/** One method of one path. What is public needs no token. */
export type Route = {
	method: "GET" | "POST";
	/** With `{parameters}`, as in OpenAPI. */
	path: string;
	/** Names the operation in `/openapi.json`, which describes it there. */
	operation: OperationName;
	access: "public" | "token";
	handler: (c: EdgeContext) => Response | Promise<Response>;
};

/** Every operation there is. */
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

/** Every route but `/openapi.json`, which is made from this table. */
export const routes: readonly Route[] = [
	...workflowRoutes(company),
	...workflowRoutes(`${company}/projects/{project_id}`),
	token("GET", "/rest/v1.0/me", "getMe", getV1("me")),
	token("GET", "/rest/v1.0/companies", "listCompanies", getV1("companies")),
	token("GET", "/rest/v1.0/projects", "listProjects", getProjects),
	{
		method: "GET",
		path: "/healthz",
		operation: "getHealth",
		access: "public",
		handler: healthz,
	},
	{
		method: "GET",
		path: "/readyz",
		operation: "getReadiness",
		access: "public",
		handler: readyz,
	},
];

function workflowRoutes(prefix: string): Route[] {
	const instances = `${prefix}/workflows/instances`;
	return [
		token("POST", `${instances}/{id}/responses`, "respond", postResponse),
		token("GET", `${prefix}/workflows/tools`, "listTools", listTools),
		token("GET", instances, "listInstances", listInstances),
		token("POST", instances, "createInstance", postInstance),
		token("GET", `${instances}/{id}`, "getInstance", getInstance("instance")),
		token(
			"GET",
			`${instances}/{id}/history`,
			"getHistory",
			getInstance("history"),
		),
	];
}

function token(
	method: Route["method"],
	path: string,
	operation: OperationName,
	handler: Route["handler"],
): Route {
	return { method, path, operation, access: "token", handler };
}
