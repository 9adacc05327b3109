import { type Me, meSchema, paths, type Scope } from "@signoff/core/contract";
import { validate } from "@signoff/core/validation";
import { createAuthenticatedTransport } from "../auth/authenticated-transport.ts";
import { type ClientContext, knownMe } from "../context/client-context.ts";
import { buildGet } from "../http/build-request.ts";
import type { ReadOptions } from "../options/read-options.ts";
import { parseScope } from "./parse-company-scope.ts";
import { read } from "./request.ts";

/** Reads the owner of the token, and caches it for the submissions that follow. */
export async function me(
	context: ClientContext,
	scope: Scope,
	options?: ReadOptions,
): Promise<Me> {
	const operation = "Reading who you are";
	const { company_id } = parseScope(operation, scope);
	const request = buildGet(context.base, paths.me(), company_id);
	const parse = (body: unknown) => validate(meSchema, body);
	const { value, token } = await read(
		context,
		{ operation, request, parse },
		options,
	);
	context.identityCache.set(token, value);
	return value;
}

/** The owner of the token, from the cache if it was read before. */
export async function knownOrReadMe(
	context: ClientContext,
	scope: Scope,
	options?: ReadOptions,
): Promise<Me> {
	const transport = createAuthenticatedTransport(context, options?.signal);
	return (
		(await knownMe(context, transport, options?.attemptTimeoutMs)) ??
		me(context, scope, options)
	);
}
