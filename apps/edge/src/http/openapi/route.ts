import type { Route } from "../routes/table.ts";
import { openApiDocument } from "./document.ts";

/** `GET /openapi.json`: describes the given routes, and itself. */
export function openApiRoute(routes: readonly Route[]): Route {
	let written: string | null = null;
	const route: Route = {
		method: "GET",
		path: "/openapi.json",
		operation: "getOpenApi",
		access: "public",
		handler: (c) => {
			written ??= JSON.stringify(openApiDocument([...routes, route]));
			return c.body(written, 200, { "Content-Type": "application/json" });
		},
	};
	return route;
}
