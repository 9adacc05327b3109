/** The parts of a JSON Schema that examples use. */
export type Schema = {
	$ref?: string;
	type?: string;
	anyOf?: Schema[];
	properties?: Record<string, Schema>;
	required?: string[];
};

/** The values that a document shows, by the name of the example or for all of them. */
export type Exampled = {
	example?: unknown;
	examples?: Record<string, { summary: string; value: unknown }>;
};

/** A parameter of a request. */
export type Parameter = Exampled & {
	name: string;
	in: "path" | "query" | "header";
	required: boolean;
	description?: string;
	schema: Schema & { minimum?: number; maximum?: number; default?: unknown };
};

/** The body of a request. */
export type RequestBody = Exampled & { schema: Schema };

/** A reply as the document describes it. */
export type DescribedReply = {
	description: string;
	content?: Record<string, Exampled>;
};

/** A request that the page offers. */
export type ExplorerOperation = {
	id: string;
	method: string;
	path: string;
	summary: string;
	description: string | null;
	parameters: Parameter[];
	/** The JSON body; `null` if the request has none. */
	body: RequestBody | null;
	/** By status. */
	replies: Record<string, DescribedReply>;
	needsToken: boolean;
	/** The path of the request that predicts the outcome of this one; `null` if there is none. */
	previewPath: string | null;
};

/** The parts of `/openapi.json` that the page shows. */
export type OpenApiDocument = {
	paths: Record<
		string,
		Record<
			string,
			{
				operationId: string;
				summary: string;
				description?: string;
				security: unknown[];
				parameters: Parameter[];
				requestBody?: { content: Record<string, RequestBody> };
				responses: Record<string, DescribedReply>;
			}
		>
	>;
	components: { schemas: Record<string, Schema> };
};

/** All requests of the document, in its order. */
export function listOperations({
	paths,
}: OpenApiDocument): ExplorerOperation[] {
	return Object.entries(paths).flatMap(([path, methods]) =>
		Object.entries(methods).map(([method, operation]) => ({
			id: operation.operationId,
			method: method.toUpperCase(),
			path,
			summary: operation.summary,
			description: operation.description ?? null,
			parameters: operation.parameters,
			body: operation.requestBody?.content["application/json"] ?? null,
			replies: operation.responses,
			needsToken: operation.security.length > 0,
			previewPath: `${path}/preview` in paths ? `${path}/preview` : null,
		})),
	);
}

/** The requests under one heading. */
export type OperationGroup = { title: string; operations: ExplorerOperation[] };

/** Groups the requests by level: project, company, account, service. Omits empty groups. */
export function groupOperations(
	operations: ExplorerOperation[],
): OperationGroup[] {
	const titles = ["Project", "Company", "Account", "Service"];
	const groups = titles.map((title) => ({
		title,
		operations: operations.filter((each) => groupTitle(each) === title),
	}));
	return groups.filter((group) => group.operations.length > 0);
}

function groupTitle({ path, needsToken }: ExplorerOperation): string {
	if (path.includes("{project_id}")) return "Project";
	if (path.includes("{company_id}")) return "Company";
	return needsToken ? "Account" : "Service";
}
