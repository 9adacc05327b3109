import { authenticate } from "./authenticate.ts";
import type { Company } from "./company.ts";
import { replyWithError, replyWithRefusal } from "./replies.ts";
import { matchPath, type RouteMatch } from "./routes.ts";

/** Answers one request. The reply to `HEAD` is that of `GET`, without its body. */
export async function handleRequest(
	company: Company,
	request: Request,
): Promise<Response> {
	const isHead = request.method === "HEAD";
	const method = isHead ? "GET" : request.method;
	const response = await answer(company, request, method);
	return isHead ? withoutBody(response) : response;
}

/**
 * Refuses with the first of: unknown path (404), method (405), token (401), and then what the route refuses. `OPTIONS`
 * needs no token.
 */
function answer(
	company: Company,
	request: Request,
	method: string,
): Response | Promise<Response> {
	const url = new URL(request.url);
	const match = matchPath(url.pathname);
	if (match === null) return replyWithError(404, "There is no such path.");
	const Allow = allowedMethods(match);
	if (method === "OPTIONS")
		return new Response(null, {
			status: 204,
			headers: { Allow, "x-request-id": crypto.randomUUID() },
		});
	const route = match.routes.find((each) => each.method === method);
	if (route === undefined)
		return replyWithError(405, "This path does not support that method.", {
			Allow,
		});
	const caller = authenticate(company, request.headers.get("Authorization"));
	if (caller.kind === "refused")
		return replyWithRefusal("unauthenticated", caller.reason);
	const { person } = caller;
	const { params } = match;
	return route.handle({ company, person, request, url, params });
}

function allowedMethods({ routes }: RouteMatch): string {
	const methods = routes.flatMap(({ method }) =>
		method === "GET" ? ["GET", "HEAD"] : [method],
	);
	return [...methods, "OPTIONS"].join(", ");
}

function withoutBody({ status, headers }: Response): Response {
	return new Response(null, { status, headers });
}
