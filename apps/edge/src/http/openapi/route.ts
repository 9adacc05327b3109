import type { EdgeRoute } from "../routes/table.ts";
import { type Dialect, dialects } from "./dialect.ts";
import { openApiDocument } from "./document.ts";

/**
 * The routes of the documents, which describe the given routes and themselves.
 *
 * @param publicUrl the server that the documents name; `null` for the one that they are read from
 */
export function openApiRoutes(
	routes: readonly EdgeRoute[],
	publicUrl: string | null,
): EdgeRoute[] {
	const documents = [
		documentRoute(dialects["3.1"], "getOpenApi"),
		documentRoute(dialects["3.0"], "getOpenApi30"),
	];

	function documentRoute(
		dialect: Dialect,
		operation: EdgeRoute["operation"],
	): EdgeRoute {
		let json: string | null = null;
		return {
			method: "GET",
			path: dialect.path,
			operation,
			access: "public",
			handler: (c) => {
				json ??= JSON.stringify(
					openApiDocument([...routes, ...documents], { publicUrl, dialect }),
				);
				return c.body(json, 200, { "Content-Type": "application/json" });
			},
		};
	}

	return documents;
}
