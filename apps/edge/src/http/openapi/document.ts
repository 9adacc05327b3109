import type { EdgeRoute } from "../routes/table.ts";
import { type Dialect, dialects } from "./dialect.ts";
import { exampleBody, type Level, submissionExamples } from "./examples.ts";
import { headerComponents } from "./headers.ts";
import { componentSchemas, type JsonSchema, schemaRef } from "./json-schema.ts";
import { describeOperation, type OpenApiOperation } from "./operations.ts";
import { pathParameters, preferHeader, queryParameter } from "./parameters.ts";
import { errorReply, successReply } from "./replies.ts";
import { tags } from "./tags.ts";

/** An OpenAPI document. */
export type OpenApiDocument = {
	openapi: Dialect["openapi"];
	info: JsonSchema;
	servers: { url: string; description: string }[];
	tags: { name: string; description: string }[];
	paths: Record<string, Record<string, JsonSchema>>;
	components: JsonSchema;
};

/** Options of {@link openApiDocument}. */
export type DocumentOptions = {
	/** The URL of the edge for its callers; `null` for the one that the document is read from. @default null */
	publicUrl?: string | null;
	/** @default 3.1 */
	dialect?: Dialect;
};

/** Describes the routes. Paths and methods come from the table that the app serves. */
export function openApiDocument(
	routes: readonly EdgeRoute[],
	{ publicUrl = null, dialect = dialects["3.1"] }: DocumentOptions = {},
): OpenApiDocument {
	const paths: OpenApiDocument["paths"] = {};
	for (const route of routes)
		paths[route.path] = {
			...paths[route.path],
			[route.method.toLowerCase()]: operationObject(route),
		};
	return {
		openapi: dialect.openapi,
		info: {
			title: "Signoff",
			version: "2.0",
			description:
				"Workflow responses at the contract's own path, and the reads they need. The examples work on the sample company, with the token `ada-token`.",
			contact: { name: "Signoff contributors" },
			license: {
				name: "MIT",
				...(dialect.openapi === "3.1.0"
					? { identifier: "MIT" }
					: { url: "https://spdx.org/licenses/MIT.html" }),
			},
		},
		servers: [
			{ url: publicUrl ?? "/", description: "The edge that serves this." },
		],
		tags: Object.entries(tags).map(([name, description]) => ({
			name,
			description,
		})),
		paths,
		components: {
			schemas: componentSchemas(dialect),
			headers: headerComponents,
			securitySchemes: {
				bearer: {
					type: "http",
					scheme: "bearer",
					description:
						"An access token, or an API key of the edge (`sgn_…`). In the sample company: `ada-token`.",
				},
			},
		},
	};
}

function operationObject({ path, operation, access }: EdgeRoute): JsonSchema {
	const described = describeOperation(operation);
	const { summary, tag, prefer = false, query = [] } = described;
	const level = levelOf(path);
	const takesSubmission = described.body === "ResponseBody";
	return {
		operationId: level === "project" ? `${operation}InProject` : operation,
		summary,
		description: described.description ?? `${summary}.`,
		tags: [tag],
		security: access === "token" ? [{ bearer: [] }] : [],
		parameters: [
			...pathParameters(path, level, takesSubmission),
			...(prefer ? [preferHeader] : []),
			...query.map(queryParameter),
		],
		...requestBody(described, level),
		responses: responses(described, access, takesSubmission ? level : null),
	};
}

function levelOf(path: string): Level | null {
	if (!path.includes("{company_id}")) return null;
	return path.includes("{project_id}") ? "project" : "company";
}

function requestBody(
	{ body, bodyExample }: OpenApiOperation,
	level: Level | null,
): JsonSchema {
	if (body === undefined || level === null) return {};
	const examples = Object.entries(submissionExamples[level]).map(
		([kind, example]) => [
			kind,
			{ summary: example.summary, value: exampleBody(example) },
		],
	);
	const shown =
		bodyExample === undefined
			? { examples: Object.fromEntries(examples) }
			: { example: bodyExample[level] };
	return {
		requestBody: {
			required: true,
			content: { "application/json": { schema: schemaRef(body), ...shown } },
		},
	};
}

function responses(
	{ success, otherSuccesses = [], errors }: OpenApiOperation,
	access: EdgeRoute["access"],
	level: Level | null,
): JsonSchema {
	const statuses = [
		...(access === "token" ? [401] : []),
		...errors,
		...everyError,
	].sort((a, b) => a - b);
	return {
		...Object.fromEntries(
			[success, ...otherSuccesses].map((reply) => [
				reply.status,
				successReply(reply),
			]),
		),
		...Object.fromEntries(
			statuses.map((status) => [status, errorReply(status, level)]),
		),
	};
}

/** Statuses that every operation can have, some of them from the parser in front of it. */
const everyError = [400, 405, 408, 421, 431, 500];
