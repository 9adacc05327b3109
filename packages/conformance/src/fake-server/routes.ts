import { paths } from "@signoff/core";
import { readEndpoints, readPath } from "@signoff/core/contract/read-endpoints";
import type { Call } from "./call.ts";
import { handleListInstances } from "./handle-list-instances.ts";
import {
	handleGetInstance,
	handleListCompanies,
	handleListProjects,
	handleListTools,
	handleMe,
} from "./handle-reads.ts";
import { handleCreateInstance, handleRespond } from "./handle-writes.ts";

/** One method of one path. */
export type Route = {
	method: "GET" | "POST";
	/** The path's segments; one that begins with `:` is a parameter. */
	segments: string[];
	handle: (call: Call) => Response | Promise<Response>;
};

/** The routes of one path, with the parameters that the path has. */
export type RouteMatch = { routes: Route[]; params: Call["params"] };

const scopes = [
	{ company_id: ":company_id" },
	{ company_id: ":company_id", project_id: ":project_id" },
];

const { listCompanies, listProjects, listTools } = readEndpoints;

const routes: readonly Route[] = [
	route("GET", paths.me(), handleMe),
	route("GET", readPath(listCompanies, {}), handleListCompanies),
	route("GET", readPath(listProjects, { company_id: "" }), handleListProjects),
	...scopes.flatMap((scope) => [
		route("POST", paths.responses(scope, ":id"), handleRespond),
		route("GET", readPath(listTools, scope), handleListTools),
		route("GET", paths.instances(scope), handleListInstances),
		route("POST", paths.instances(scope), handleCreateInstance),
		route("GET", paths.instance(scope, ":id"), handleGetInstance("instance")),
		route("GET", paths.history(scope, ":id"), handleGetInstance("history")),
	]),
];

/** Finds the routes of a path; `null` if there is no such path. */
export function matchPath(pathname: string): RouteMatch | null {
	const segments = pathname.split("/");
	const found = routes.filter((each) => fits(each.segments, segments));
	const [first] = found;
	if (first === undefined) return null;
	const params = first.segments.flatMap((segment, index) =>
		segment.startsWith(":")
			? [[segment.slice(1), decode(segments[index] ?? "")]]
			: [],
	);
	return { routes: found, params: Object.fromEntries(params) };
}

function route(
	method: Route["method"],
	path: string,
	handle: Route["handle"],
): Route {
	return { method, segments: decodeURIComponent(path).split("/"), handle };
}

function fits(pattern: string[], segments: string[]): boolean {
	return (
		pattern.length === segments.length &&
		pattern.every((segment, index) =>
			segment.startsWith(":")
				? segments[index] !== ""
				: segment === segments[index],
		)
	);
}

/** Decodes a segment. One that is not valid percent-encoding stays as it is. */
function decode(segment: string): string {
	try {
		return decodeURIComponent(segment);
	} catch {
		return segment;
	}
}
