import { outcomeKinds, outcomeTraits } from "@signoff/core";
import {
	isReadEndpointName,
	type QueryParameter,
	type ReadEndpointName,
} from "@signoff/core/contract/read-endpoints";
import { httpStatusesOf, outcomes } from "@signoff/core/outcome";
import { readRoutes } from "../routes/reads.ts";
import type { OperationName } from "../routes/table.ts";
import type { Level } from "./examples.ts";
import type { HeaderName } from "./headers.ts";
import {
	dataEnvelope,
	type JsonSchema,
	objectOf,
	schemaRef,
} from "./json-schema.ts";
import { describeRead } from "./read-operation.ts";
import type { Tag } from "./tags.ts";

/** The description of an operation in `/openapi.json`, without its method and path. */
export type OpenApiOperation = {
	summary: string;
	tag: Tag;
	description?: string;
	/** The reply to a request that succeeds. */
	success: SuccessReply;
	/** Other replies to a request that succeeds. */
	otherSuccesses?: readonly SuccessReply[];
	/** Whether the request may have `Prefer` (RFC 7240). */
	prefer?: boolean;
	/** The name of the body's schema in `components.schemas`. */
	body?: string;
	/** A body for the sample company; without it, the examples of submissions. */
	bodyExample?: { readonly [L in Level]: unknown };
	query?: readonly QueryParameter[];
	/** Error statuses, also repeatedly, in any order; those that every operation has, and 401 if it needs a token, are added. */
	errors: readonly number[];
};

/** A reply without an error; `schema` is `null` if it has no body. */
export type SuccessReply = {
	status: 200 | 201 | 202 | 204;
	description: string;
	schema: JsonSchema | null;
	headers?: readonly HeaderName[];
	/** Headers that the reply may have. */
	optionalHeaders?: readonly HeaderName[];
	example?: unknown;
};

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
		tag: "responses",
		description:
			"An identical resubmission (same response option and comment) is a successful no-op, so the call is safe to retry. A conflicting one is refused with 422; `outcome` has the reason of every refusal.",
		body: "ResponseBody",
		success: {
			status: 204,
			description: "The response is on record.",
			schema: null,
			headers: ["Idempotency-Replayed"],
		},
		otherSuccesses: [
			{
				status: 200,
				description:
					"The response is on record, and the caller prefers `return=representation`.",
				schema: objectOf({ outcome: schemaRef("Outcome") }),
				example: { outcome: outcomes.onRecord("recorded") },
				headers: ["Idempotency-Replayed", "Preference-Applied"],
			},
			{
				status: 202,
				description:
					"The caller prefers `respond-async`, and the edge relays: `Location` is the address of the settlement.",
				schema: null,
				headers: ["Location", "Preference-Applied", "Retry-After"],
			},
		],
		prefer: true,
		errors: refusalStatuses,
	},
	previewResponse: {
		summary: "Predict the outcome of a response, without recording anything",
		tag: "responses",
		description:
			"Takes the same request as the response itself. Others may respond meanwhile, so it guarantees nothing.",
		body: "ResponseBody",
		success: okReply(
			"What the outcome would be, and the instance that this was derived from.",
			objectOf({
				preview: schemaRef("Preview"),
				instance: schemaRef(readRoutes.getInstance.component.name),
			}),
		),
		errors: [403, 404, 413, 415, 429, 503],
	},
	getSettlement: {
		summary: "Get a settlement that `respond-async` has started",
		tag: "responses",
		success: {
			...okReply(
				"The settlement; `outcome` once it has ended.",
				schemaRef("Settlement"),
			),
			optionalHeaders: ["Retry-After"],
		},
		errors: [403, 404, 429, 503],
	},
	createInstance: {
		summary: "Start a workflow for an item",
		tag: "workflows",
		body: "NewInstance",
		bodyExample: {
			project: { tool_type: "requisition", item_id: "484" },
			company: { tool_type: "purchase_order_contract", item_id: "91" },
		},
		success: {
			status: 201,
			description: "The new instance.",
			schema: dataEnvelope(schemaRef(readRoutes.getInstance.component.name)),
		},
		errors: [403, 404, 413, 415, 422, 429, 503, 504],
	},
	getHealth: {
		summary: "Check that the process is up",
		tag: "operations",
		success: okReply("The process is up.", statusObject("ok")),
		errors: [],
	},
	getReadiness: {
		summary: "Check that submissions can be taken",
		tag: "operations",
		success: okReply("Submissions can be taken.", statusObject("ready")),
		errors: [503],
	},
	getOpenApi30: {
		summary: "This document, in OpenAPI 3.0",
		tag: "operations",
		success: okReply("The document.", { type: "object" }),
		errors: [],
	},
	getOpenApi: {
		summary: "This document",
		tag: "operations",
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
	return objectOf({ status: { type: "string", enum: [value] } });
}
