import { outcomeKinds, outcomeTraits } from "@signoff/core";
import {
	isReadEndpointName,
	type QueryParameter,
	type ReadEndpointName,
} from "@signoff/core/contract/read-endpoints";
import { httpStatusesOf } from "@signoff/core/outcome";
import { readRoutes } from "../routes/reads.ts";
import type { OperationName } from "../routes/table.ts";
import { dataEnvelope, type JsonSchema, schemaRef } from "./json-schema.ts";
import { describeRead } from "./read-operation.ts";

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
	/** The name of its schema in `components.schemas`. */
	body?: string;
	query?: readonly QueryParameter[];
	/** Error statuses, also repeatedly, in any order; 500, and 401 if the operation needs a token, are added. */
	errors: readonly number[];
};

/** Headers that a reply may have. */
export type HeaderName = "Idempotency-Replayed" | "Link" | "Total" | "Per-Page";

/** The statuses of every outcome that is not on record. */
const refusalStatuses: readonly number[] = outcomeKinds
	.filter((kind) => !outcomeTraits[kind].onRecord)
	.flatMap(httpStatusesOf);

/** The description of each operation that is no read. A new operation does not compile without one. */
const operations: Record<
	Exclude<OperationName, ReadEndpointName>,
	OpenApiOperation
> = {
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
	createInstance: {
		summary: "Start a workflow for an item",
		body: "NewInstance",
		success: {
			status: 201,
			description: "The new instance.",
			schema: dataEnvelope(schemaRef(readRoutes.getInstance.component.name)),
		},
		errors: [400, 404, 413, 415, 422, 503, 504],
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

/** The description of any operation; that of a read is made from core's table. */
export function describeOperation(name: OperationName): OpenApiOperation {
	return isReadEndpointName(name) ? describeRead(name) : operations[name];
}

function okReply(
	description: string,
	schema: JsonSchema,
): OpenApiOperation["success"] {
	return { status: 200, description, schema };
}

function statusObject(value: string): JsonSchema {
	return {
		type: "object",
		properties: { status: { const: value } },
		required: ["status"],
	};
}
