import type { EdgeRoute } from "../routes/table.ts";
import { openApiDocument } from "./document.ts";

/**
 * The route `GET /openapi.json`, which describes the given routes and itself.
 *
 * @param publicUrl the server that the document names; `null` for the one that the document is read from
 */
export function openApiRoute(
	routes: readonly EdgeRoute[],
	publicUrl: string | null,
): EdgeRoute {
	let json: string | null = null;
	const route: EdgeRoute = {
		method: "GET",
		path: "/openapi.json",
		operation: "getOpenApi",
		access: "public",
		handler: (c) => {
			json ??= JSON.stringify(openApiDocument([...routes, route], publicUrl));
			return c.body(json, 200, { "Content-Type": "application/json" });
		},
	};
	return route;
}
