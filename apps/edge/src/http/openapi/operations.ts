import type { OperationName } from "../routes/table.ts";
import { type JsonSchema, ref, type SchemaName } from "./json-schema.ts";

/** What `/openapi.json` says of an operation, beyond its method and path. */
export type Operation = {
	summary: string;
	description?: string;
	/** The answer where all goes well; `null` for one without a body. */
	success: {
		status: 200 | 201 | 204;
		description: string;
		schema: JsonSchema | null;
		headers?: readonly HeaderName[];
	};
	body?: SchemaName;
	query?: readonly QueryName[];
	/** Statuses besides those every operation of its kind can answer. */
	errors: readonly number[];
};

/** Headers an answer may carry. */
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

/** Every operation's description: a new one does not compile until it has its own. */
export const operations: Record<OperationName, Operation> = {
	respond: {
		summary: "Respond to the current step of a workflow instance",
		description:
			"An identical resubmission (same response option and comment) is a successful no-op, so the call is safe to retry. A conflicting one is refused with 422; `outcome` tells which of the refusals it is.",
		body: "ResponseBody",
		success: {
			status: 204,
			description: "The response is on record.",
			schema: null,
			headers: ["Idempotency-Replayed"],
		},
		errors: [400, 403, 404, 413, 415, 422, 429, 503, 504],
	},
	listTools: {
		summary: "List the tools that have workflows",
		success: ok("The tools.", dataEnvelope(arrayOf("Tool"))),
		errors: [400, 404],
	},
	listInstances: {
		summary: "List workflow instances",
		description:
			"The instances that live at this level, without their steps. Follow `Link` for further pages.",
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
			...ok("One page.", dataEnvelope(arrayOf("InstanceSummary"))),
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
			schema: dataEnvelope(ref("Instance")),
		},
		errors: [400, 404, 413, 415, 422],
	},
	getInstance: {
		summary: "Get a workflow instance, with its current step",
		success: ok("The instance.", dataEnvelope(ref("Instance"))),
		errors: [400, 404],
	},
	getHistory: {
		summary: "Get everything that happened to a workflow instance",
		success: ok("The history.", dataEnvelope(ref("History"))),
		errors: [400, 404],
	},
	getMe: {
		summary: "Who am I",
		success: ok("The caller.", ref("Me")),
		errors: [],
	},
	listCompanies: {
		summary: "List companies",
		success: ok("The companies.", arrayOf("Company")),
		errors: [],
	},
	listProjects: {
		summary: "List a company's projects",
		query: ["company_id"],
		success: ok("The projects.", arrayOf("Project")),
		errors: [400, 404],
	},
	getHealth: {
		summary: "Whether the process answers",
		success: ok("It does.", statusObject("ok")),
		errors: [],
	},
	getReadiness: {
		summary: "Whether submissions can be taken",
		success: ok("They can.", statusObject("ready")),
		errors: [503],
	},
	getOpenApi: {
		summary: "This document",
		success: ok("The document.", { type: "object" }),
		errors: [],
	},
};

function ok(description: string, schema: JsonSchema): Operation["success"] {
	return { status: 200, description, schema };
}

function dataEnvelope(schema: JsonSchema): JsonSchema {
	return { type: "object", properties: { data: schema }, required: ["data"] };
}

function arrayOf(name: SchemaName): JsonSchema {
	return { type: "array", items: ref(name) };
}

function statusObject(value: string): JsonSchema {
	return {
		type: "object",
		properties: { status: { const: value } },
		required: ["status"],
	};
}
