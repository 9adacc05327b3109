/** The parts of a JSON Schema that examples use. */
export type Schema = {
	$ref?: string;
	type?: string;
	anyOf?: Schema[];
	properties?: Record<string, Schema>;
	required?: string[];
};

/** A parameter of a request. */
export type Parameter = {
	name: string;
	in: "path" | "query" | "header";
	required: boolean;
	description?: string;
	schema: Schema & { minimum?: number; maximum?: number; default?: unknown };
};

/** A request that the page offers. */
export type ExplorerOperation = {
	id: string;
	method: string;
	path: string;
	summary: string;
	description: string | null;
	parameters: Parameter[];
	/** The schema of the JSON body; `null` if the request has none. */
	body: Schema | null;
	needsToken: boolean;
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
				requestBody?: { content: Record<string, { schema: Schema }> };
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
			body: operation.requestBody?.content["application/json"]?.schema ?? null,
			needsToken: operation.security.length > 0,
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
