import type { Me, Scope } from "@signoff/core/contract";
import { readEndpoints } from "@signoff/core/contract/read-endpoints";
import { createAuthenticatedTransport } from "../auth/authenticated-transport.ts";
import { type ClientContext, knownMe } from "../context/client-context.ts";
import type { ReadOptions } from "../options/read-options.ts";
import { parseScope } from "./parse-scope.ts";
import { valueSpec } from "./read-endpoint.ts";
import { read } from "./request.ts";

/** Reads the owner of the token, and caches it for the submissions that follow. */
export async function me(
	context: ClientContext,
	scope: Scope,
	options?: ReadOptions,
): Promise<Me> {
	const { company_id } = parseScope(readEndpoints.getMe.activity, scope);
	const spec = valueSpec(context, readEndpoints.getMe, {
		parameters: {},
		companyId: company_id,
	});
	const { value, token } = await read(context, spec, options);
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
