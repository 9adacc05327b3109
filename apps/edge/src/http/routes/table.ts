import {
	isReadEndpointName,
	type ReadEndpointName,
	type ReadEndpointPaths,
	readEndpoints,
} from "@signoff/core/contract/read-endpoints";
import type { EdgeContext } from "../request/context.ts";
import { handleCreateInstance } from "./create-instance.ts";
import { handleHealth, handleReadiness } from "./health.ts";
import { handlePreview } from "./preview.ts";
import { handleRead } from "./reads.ts";
import { handleRespond } from "./responses.ts";
import { handleSettlement, settlementRoute } from "./settlements.ts";

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

/** Every operation: the reads of core's table, and these. */
export type OperationName =
	| ReadEndpointName
	| "respond"
	| "previewResponse"
	| "getSettlement"
	| "createInstance"
	| "getHealth"
	| "getReadiness"
	| "getOpenApi"
	| "getOpenApi30";

const company = "/rest/v2.0/companies/{company_id}";

/** Every route except those of the OpenAPI documents, which are generated from this table. */
export const apiRoutes: readonly EdgeRoute[] = [
	...workflowRoutes("company", company),
	...workflowRoutes("project", `${company}/projects/{project_id}`),
	...readRoutes("account"),
	{
		method: "GET",
		path: settlementRoute,
		operation: "getSettlement",
		access: "token",
		handler: handleSettlement,
	},
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

function workflowRoutes(
	level: keyof ReadEndpointPaths,
	prefix: string,
): EdgeRoute[] {
	const instances = `${prefix}/workflows/instances`;
	return [
		{
			method: "POST",
			path: `${instances}/{id}/responses`,
			operation: "respond",
			access: "token",
			handler: handleRespond,
		},
		{
			method: "POST",
			path: `${instances}/{id}/responses/preview`,
			operation: "previewResponse",
			access: "token",
			handler: handlePreview,
		},
		...readRoutes(level),
		{
			method: "POST",
			path: instances,
			operation: "createInstance",
			access: "token",
			handler: handleCreateInstance,
		},
	];
}

function readRoutes(level: keyof ReadEndpointPaths): EdgeRoute[] {
	const names = Object.keys(readEndpoints).filter(isReadEndpointName);
	return names.flatMap((operation) => {
		const path = readEndpoints[operation].paths[level];
		if (path === undefined) return [];
		const handler = handleRead(operation);
		return [{ method: "GET", path, operation, access: "token", handler }];
	});
}
