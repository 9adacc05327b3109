import type { EdgeRoute } from "../routes/table.ts";
import { openApiDocument } from "./document.ts";

/** The route `GET /openapi.json`, which describes the given routes and itself. */
export function openApiRoute(routes: readonly EdgeRoute[]): EdgeRoute {
	let json: string | null = null;
	const route: EdgeRoute = {
		method: "GET",
		path: "/openapi.json",
		operation: "getOpenApi",
		access: "public",
		handler: (c) => {
			json ??= JSON.stringify(openApiDocument([...routes, route]));
			return c.body(json, 200, { "Content-Type": "application/json" });
		},
	};
	return route;
}
