import { authenticate } from "./authenticate.ts";
import type { Company } from "./company.ts";
import { replyWithError, replyWithRefusal } from "./replies.ts";
import { matchPath, type RouteMatch } from "./routes.ts";

/** Answers one request. Refuses it with the first of: unknown path (404), method (405), token (401), then the route's own. */
export async function handleRequest(
	company: Company,
	request: Request,
): Promise<Response> {
	const url = new URL(request.url);
	const match = matchPath(url.pathname);
	if (match === null) return replyWithError(404, "There is no such path.");
	const method = request.method === "HEAD" ? "GET" : request.method;
	const route = match.routes.find((each) => each.method === method);
	if (route === undefined)
		return replyWithError(405, "This path does not support that method.", {
			Allow: allowedMethods(match),
		});
	const caller = authenticate(company, request.headers.get("Authorization"));
	if (caller.kind === "refused")
		return replyWithRefusal("unauthenticated", caller.reason);
	const { person } = caller;
	const { params } = match;
	const response = await route.handle({
		company,
		person,
		request,
		url,
		params,
	});
	return request.method === "HEAD" ? withoutBody(response) : response;
}

function allowedMethods({ routes }: RouteMatch): string {
	return routes
		.flatMap(({ method }) => (method === "GET" ? ["GET", "HEAD"] : [method]))
		.join(", ");
}

function withoutBody({ status, headers }: Response): Response {
	return new Response(null, { status, headers });
}
