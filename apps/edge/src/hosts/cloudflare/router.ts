import type { App } from "../../http/app.ts";
import { bearerToken } from "../../http/request/bearer-token.ts";
import type { WorkerEnv } from "./bindings.ts";
import { consoleRequestLog } from "./console-log.ts";
import { replayableBody } from "./replayable-body.ts";
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
	const { pathname } = new URL(request.url);
	const token = bearerToken(request.headers.get("Authorization"));
	const { copy, discard } = replayable(request);
	const withoutCompany = (): App =>
		unknownCompanyApp(options, consoleRequestLog(env));
	if (!pathname.startsWith("/rest/") || token === null) {
		waitUntil(discard());
		return withoutCompany().fetch(request);
	}
	const named = namedCompany(pathname, request.headers);
	const first = named === null ? null : await forward(env, named, copy());
	if (first !== null && first.status !== 401) {
		waitUntil(discard());
		return first;
	}
	const owner = await companyOfToken(env.DIRECTORY, token);
	if (owner !== null && owner !== named) return forward(env, owner, copy());
	waitUntil(discard());
	return first ?? withoutCompany().fetch(copy());
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

/** Copies of a request. The runtime passes on no body with GET and HEAD, and no route reads one. */
function replayable(request: Request): {
	copy: () => Request;
	discard: () => Promise<void>;
} {
	const { url, method } = request;
	if (request.body !== null && method !== "GET" && method !== "HEAD") {
		const body = replayableBody(request.body);
		const { headers } = request;
		return {
			copy: () => new Request(url, { method, headers, body: body.stream() }),
			discard: body.discard,
		};
	}
	const headers = new Headers(request.headers);
	headers.delete("Content-Length");
	headers.delete("Transfer-Encoding");
	return {
		copy: () => new Request(url, { method, headers }),
		discard: async () => {},
	};
}
