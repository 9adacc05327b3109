import { problemBody } from "@signoff/core/outcome";
import { bearerToken } from "../../http/request/bearer-token.ts";
import { maxBodyBytes, readUpTo } from "../../http/request/read-body.ts";
import { problemResponse } from "../../http/responses/problem.ts";
import type { WorkerEnv } from "./bindings.ts";
import { companyOfToken } from "./token-directory-object.ts";
import { unknownCompanyApp } from "./unknown-company.ts";

/**
 * Forwards a request to the durable object of the company that it names. If that company does not know the token
 * (401), forwards it to the company of the token, which replies as it would if there were no other.
 */
export async function route(
	request: Request,
	env: WorkerEnv,
): Promise<Response> {
	const { pathname } = new URL(request.url);
	const token = bearerToken(request.headers.get("Authorization"));
	if (!pathname.startsWith("/rest/") || token === null)
		return unknownCompanyApp.fetch(request);
	const copy = await replayable(request);
	if (copy === null)
		return problemResponse(
			crypto.randomUUID(),
			problemBody(400, "The body is incomplete."),
		);
	const named = namedCompany(pathname, request.headers);
	const first = named === null ? null : await forward(env, named, copy());
	if (first !== null && first.status !== 401) return first;
	const owner = await companyOfToken(env.DIRECTORY, token);
	if (owner === null || owner === named)
		return first ?? unknownCompanyApp.fetch(copy());
	return forward(env, owner, copy());
}

function forward(
	env: WorkerEnv,
	company: string,
	request: Request,
): Promise<Response> {
	return env.COMPANIES.getByName(company).fetch(request);
}

/** The company of the path, or else of the header (contract §1); `null` if neither is a valid id. */
function namedCompany(pathname: string, headers: Headers): string | null {
	const named =
		/^\/rest\/v2\.0\/companies\/([^/]+)/.exec(pathname)?.[1] ??
		headers.get("Procore-Company-Id") ??
		"";
	return /^[0-9]{1,40}$/.test(named) ? named : null;
}

/**
 * Reads a request so that it can be sent several times; `null` if its body is incomplete. A body that is too long is
 * replaced by zeros of a length that is also refused.
 */
async function replayable(request: Request): Promise<(() => Request) | null> {
	if (request.body === null) return () => new Request(request);
	try {
		const body =
			(await readUpTo(request, maxBodyBytes)) ??
			new Uint8Array(maxBodyBytes + 1);
		return () =>
			new Request(request.url, {
				method: request.method,
				headers: request.headers,
				body,
			});
	} catch {
		return null;
	}
}
