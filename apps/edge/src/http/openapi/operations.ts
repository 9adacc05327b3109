import { outcomeKinds, outcomeTraits } from "@signoff/core";
import { httpStatusesOf } from "@signoff/core/outcome";
import type { OperationName } from "../routes/table.ts";
import { type JsonSchema, type SchemaName, schemaRef } from "./json-schema.ts";

/** The description of an operation in `/openapi.json`, without its method and path. */
export type OpenApiOperation = {
	summary: string;
	description?: string;
	/** The reply to a request that succeeds; `schema` is `null` if it has no body. */
	success: {
		status: 200 | 201 | 204;
		description: string;
		schema: JsonSchema | null;
		headers?: readonly HeaderName[];
	};
	body?: SchemaName;
	query?: readonly QueryName[];
	/** Error statuses, also repeatedly, in any order; 500, and 401 if the operation needs a token, are added. */
	errors: readonly number[];
};

/** Headers that a reply may have. */
export type HeaderName = "Idempotency-Replayed" | "Link" | "Total" | "Per-Page";

/** Query parameters an operation may take. */
export type QueryName =
	| "filters[tool_type]"
	| "filters[tool_subtype]"
	| "filters[item_id]"
	| "filters[assignee_id]"
	| "filters[active]"
	| "filters[overdue]"
	| "per_page"
	| "cursor"
	| "page"
	| "company_id";

/** The statuses of every outcome that is not on record. */
const refusalStatuses: readonly number[] = outcomeKinds
	.filter((kind) => !outcomeTraits[kind].onRecord)
	.flatMap(httpStatusesOf);

/** The description of every operation. A new operation does not compile without one. */
export const operations: Record<OperationName, OpenApiOperation> = {
	respond: {
		summary: "Respond to the current step of a workflow instance",
		description:
			"An identical resubmission (same response option and comment) is a successful no-op, so the call is safe to retry. A conflicting one is refused with 422; `outcome` has the reason of every refusal.",
		body: "ResponseBody",
		success: {
			status: 204,
			description: "The response is on record.",
			schema: null,
			headers: ["Idempotency-Replayed"],
		},
		errors: refusalStatuses,
	},
	listTools: {
		summary: "List the tools that have workflows",
		success: okReply("The tools.", dataEnvelope(arrayOf("Tool"))),
		errors: [400, 404],
	},
	listInstances: {
		summary: "List workflow instances",
		description:
			"The instances that live at this level, without their steps. `Link` has the URLs of other pages.",
		query: [
			"filters[tool_type]",
			"filters[tool_subtype]",
			"filters[item_id]",
			"filters[assignee_id]",
			"filters[active]",
			"filters[overdue]",
			"per_page",
			"cursor",
			"page",
		],
		success: {
			...okReply("One page.", dataEnvelope(arrayOf("InstanceSummary"))),
			headers: ["Link", "Total", "Per-Page"],
		},
		errors: [400, 404],
	},
	createInstance: {
		summary: "Start a workflow for an item",
		body: "NewInstance",
		success: {
			status: 201,
			description: "The new instance.",
			schema: dataEnvelope(schemaRef("Instance")),
		},
		errors: [400, 404, 413, 415, 422],
	},
	getInstance: {
		summary: "Get a workflow instance, with its current step",
		success: okReply("The instance.", dataEnvelope(schemaRef("Instance"))),
		errors: [400, 404],
	},
	getHistory: {
		summary: "Get the history of a workflow instance",
		success: okReply("The history.", dataEnvelope(schemaRef("History"))),
		errors: [400, 404],
	},
	getMe: {
		summary: "Who am I",
		success: okReply("The owner of the token.", schemaRef("Me")),
		errors: [],
	},
	listCompanies: {
		summary: "List companies",
		success: okReply("The companies.", arrayOf("Company")),
		errors: [],
	},
	listProjects: {
		summary: "List a company's projects",
		query: ["company_id"],
		success: okReply("The projects.", arrayOf("Project")),
		errors: [400, 404],
	},
	getHealth: {
		summary: "Check that the process is up",
		success: okReply("The process is up.", statusObject("ok")),
		errors: [],
	},
	getReadiness: {
		summary: "Check that submissions can be taken",
		success: okReply("Submissions can be taken.", statusObject("ready")),
		errors: [503],
	},
	getOpenApi: {
		summary: "This document",
		success: okReply("The document.", { type: "object" }),
		errors: [],
	},
};

function okReply(
	description: string,
	schema: JsonSchema,
): OpenApiOperation["success"] {
	return { status: 200, description, schema };
}

function dataEnvelope(schema: JsonSchema): JsonSchema {
	return { type: "object", properties: { data: schema }, required: ["data"] };
}

function arrayOf(name: SchemaName): JsonSchema {
	return { type: "array", items: schemaRef(name) };
}

function statusObject(value: string): JsonSchema {
	return {
		type: "object",
		properties: { status: { const: value } },
		required: ["status"],
	};
}
