import { bearerToken } from "../../http/request/bearer-token.ts";
import { splitUrl } from "../../http/request/url-parts.ts";
import { acceptedIn } from "./accepted-tokens.ts";
import type { WorkerEnv } from "./bindings.ts";
import { consoleRequestLog } from "./console-log.ts";
import { forwardableRequest } from "./forwardable-request.ts";
import { companyOfToken } from "./token-directory-object.ts";
import {
	type DeploymentOptions,
	unknownCompanyApp,
} from "./unknown-company.ts";

/** Keeps the Worker running after its reply, until a promise settles. */
export type WaitUntil = (promise: Promise<unknown>) => void;

/**
 * Forwards a request to the durable object of the company that it names. If that company does not know the token
 * (401), forwards it to the company of the token, which replies as it would if there were no other. The body is passed
 * on as it arrives, so a request is refused before its body is read.
 */
export async function route(
	request: Request,
	env: WorkerEnv,
	options: DeploymentOptions,
	waitUntil: WaitUntil,
): Promise<Response> {
	const { path } = splitUrl(request.url);
	const named = namedCompany(path, request.headers);
	const token = path.startsWith("/rest/")
		? bearerToken(request.headers.get("Authorization"))
		: null;
	const isKnown =
		token !== null && named !== null && acceptedIn(env).has(named, token);
	if (isKnown && hasShortBody(request))
		return forwardDirectly(request, env, named, token);
	const { copy, discard } = forwardableRequest(request);
	const reply =
		token === null
			? null
			: await forwardUntilKnown(copy, env, named, token, request.method);
	if (discard !== null) waitUntil(discard());
	return (
		reply ?? unknownCompanyApp(options, consoleRequestLog(env)).fetch(copy())
	);
}

/** The longest body that is forwarded without a copy, in bytes: of one that is refused, the rest is not read. */
const maxDirectBytes = 16_384;

function hasShortBody({ method, headers }: Request): boolean {
	const length = Number(headers.get("Content-Length"));
	return method === "POST" && length > 0 && length <= maxDirectBytes;
}

/**
 * Forwards a request to a company that has accepted the token before. To keep the body for a second receiver costs more
 * than all else here.
 */
async function forwardDirectly(
	request: Request,
	env: WorkerEnv,
	company: string,
	token: string,
): Promise<Response> {
	const reply = await forward(env, company, request);
	if (reply.status === 401) acceptedIn(env).delete(company, token);
	return reply;
}

/**
 * Forwards a request to the company that it names, and after a 401 to the company of the token; `null` if there is
 * neither.
 */
async function forwardUntilKnown(
	copy: () => Request,
	env: WorkerEnv,
	named: string | null,
	token: string,
	method: string,
): Promise<Response | null> {
	const first = named === null ? null : await forward(env, named, copy());
	// No POST succeeds without a token that the company knows.
	if (named !== null && first?.ok && method === "POST")
		acceptedIn(env).add(named, token);
	if (first !== null && first.status !== 401) return first;
	const owner = await companyOfToken(env.DIRECTORY, token);
	return owner === null || owner === named
		? first
		: forward(env, owner, copy());
}

function forward(
	env: WorkerEnv,
	company: string,
	request: Request,
): Promise<Response> {
	return env.COMPANIES.getByName(company).fetch(request);
}

/** The company of the path, or else of the header (contract §1); `null` if neither is a valid id. */
function namedCompany(path: string, headers: Headers): string | null {
	const named =
		/^\/rest\/v2\.0\/companies\/([^/]+)/.exec(path)?.[1] ??
		headers.get("Procore-Company-Id") ??
		"";
	return /^[0-9]{1,40}$/.test(named) ? named : null;
}
