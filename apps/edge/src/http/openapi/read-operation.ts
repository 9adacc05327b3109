import {
	type ReadEndpointName,
	readEndpoints,
} from "@signoff/core/contract/read-endpoints";
import { readRoutes } from "../routes/reads.ts";
import { dataEnvelope, type JsonSchema, schemaRef } from "./json-schema.ts";
import type { OpenApiOperation } from "./operations.ts";

/** The description of a read, from its row in core's table and its route. */
export function describeRead(name: ReadEndpointName): OpenApiOperation {
	const endpoint = readEndpoints[name];
	const { summary, description, query = [], shape, returns } = endpoint;
	const row = schemaRef(readRoutes[name].component.name);
	const data: JsonSchema =
		shape === "value" ? row : { type: "array", items: row };
	// The edge sends all companies and projects at once, although clients expect pages.
	const isPaged = query.some((parameter) => parameter.name === "per_page");
	return {
		summary,
		tag: endpoint.paths.account !== undefined ? "directory" : "workflows",
		...(description === undefined ? {} : { description }),
		query,
		success: {
			status: 200,
			description: returns,
			schema: endpoint.envelope ? dataEnvelope(data) : data,
			...(isPaged ? { headers: ["Link", "Total", "Per-Page"] } : {}),
		},
		errors: [403, 404, 429, 503],
	};
}
