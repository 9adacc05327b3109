import { problemBody } from "@signoff/core/outcome";
import { bearerToken } from "../../http/request/bearer-token.ts";
import { maxBodyBytes, readUpTo } from "../../http/request/read-body.ts";
import { problemResponse } from "../../http/responses/problem.ts";
import type { WorkerEnv } from "./bindings.ts";
import { companyOfToken } from "./token-directory-object.ts";
import { unknownCompanyApp } from "./unknown-company.ts";

/**
 * Brings a request to the durable object of its company. The company it names is asked first; where that one does
 * not know the token (401), the company that the token belongs to answers, as it would if it were the only one.
 */
export async function route(
	request: Request,
	env: WorkerEnv,
): Promise<Response> {
	const { pathname } = new URL(request.url);
	const token = bearerToken(request.headers.get("Authorization"));
	if (!pathname.startsWith("/rest/") || token === null)
		return unknownCompanyApp.fetch(request);
	const again = await replayable(request);
	if (again === null)
		return problemResponse(
			crypto.randomUUID(),
			problemBody(400, "The body broke off."),
		);
	const named = namedCompany(pathname, request.headers);
	const first = named === null ? null : await forward(env, named, again());
	if (first !== null && first.status !== 401) return first;
	const home = await companyOfToken(env.DIRECTORY, token);
	if (home === null || home === named)
		return first ?? unknownCompanyApp.fetch(again());
	return forward(env, home, again());
}

function forward(
	env: WorkerEnv,
	company: string,
	request: Request,
): Promise<Response> {
	return env.COMPANIES.getByName(company).fetch(request);
}

/** The company of the path, else of the header (contract §1); `null` where there is none. */
function namedCompany(pathname: string, headers: Headers): string | null {
	const named =
		/^\/rest\/v2\.0\/companies\/([^/]+)/.exec(pathname)?.[1] ??
		headers.get("Procore-Company-Id") ??
		"";
	return /^[0-9]{1,40}$/.test(named) ? named : null;
}

/** The same request as often as it is needed; `null` where its body broke off. Of a body that is too long, enough to see that. */
async function replayable(request: Request): Promise<(() => Request) | null> {
	if (request.body === null) return () => new Request(request);
	try {
		const body = await readUpTo(request, maxBodyBytes);
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
