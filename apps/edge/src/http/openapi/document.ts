import { problemBody } from "@signoff/core/outcome";
import type { EdgeRoute } from "../routes/table.ts";
import { componentSchemas, type JsonSchema, schemaRef } from "./json-schema.ts";
import { describeOperation, type SuccessReply } from "./operations.ts";
import { pathParameters, preferHeader, replyHeaders } from "./parameters.ts";

/** An OpenAPI 3.1 document. */
export type OpenApiDocument = {
	openapi: "3.1.0";
	info: { title: string; version: string; description: string };
	servers: { url: string }[];
	paths: Record<string, Record<string, JsonSchema>>;
	components: JsonSchema;
};

/** Describes the routes. Paths and methods come from the table that the app serves. */
export function openApiDocument(
	routes: readonly EdgeRoute[],
	publicUrl: string | null = null,
): OpenApiDocument {
	const paths: OpenApiDocument["paths"] = {};
	for (const route of routes) {
		paths[route.path] = {
			...paths[route.path],
			[route.method.toLowerCase()]: operationObject(route),
		};
	}
	return {
		openapi: "3.1.0",
		info: {
			title: "Signoff",
			version: "2.0",
			description:
				"Workflow responses at the contract's own path, and the reads they need.",
		},
		servers: [{ url: publicUrl ?? "/" }],
		paths,
		components: {
			schemas: componentSchemas(),
			securitySchemes: { bearer: { type: "http", scheme: "bearer" } },
		},
	};
}

function operationObject({ path, operation, access }: EdgeRoute): JsonSchema {
	const {
		summary,
		description,
		body,
		query = [],
		prefer = false,
		success,
		otherSuccesses = [],
		errors,
	} = describeOperation(operation);
	const inProject = path.includes("{project_id}");
	return {
		operationId: inProject ? `${operation}InProject` : operation,
		summary,
		...(description === undefined ? {} : { description }),
		security: access === "token" ? [{ bearer: [] }] : [],
		parameters: [
			...pathParameters(path),
			...(prefer ? [preferHeader] : []),
			...query.map(({ name, required, description, schema }) => ({
				name,
				in: "query",
				required,
				description,
				schema,
			})),
		],
		...(body === undefined
			? {}
			: {
					requestBody: {
						required: true,
						content: { "application/json": { schema: schemaRef(body) } },
					},
				}),
		responses: {
			...Object.fromEntries(
				[success, ...otherSuccesses].map((reply) => [
					reply.status,
					successObject(reply),
				]),
			),
			...Object.fromEntries(
				statuses(access, errors).map((status) => [status, errorObject(status)]),
			),
		},
	};
}

function statuses(
	access: EdgeRoute["access"],
	errors: readonly number[],
): number[] {
	return [...(access === "token" ? [401] : []), ...errors, 500].sort(
		(a, b) => a - b,
	);
}

function successObject({
	description,
	schema,
	headers = [],
}: SuccessReply): JsonSchema {
	return {
		description,
		headers: Object.fromEntries(
			headers.map((name) => [name, replyHeaders[name]]),
		),
		...(schema === null ? {} : { content: { "application/json": { schema } } }),
	};
}

function errorObject(status: number): JsonSchema {
	return {
		description: problemBody(status, "").title,
		content: { "application/problem+json": { schema: schemaRef("Problem") } },
	};
}
