import type { Me } from "@signoff/core/contract";
import { defaultPolicy } from "@signoff/core/request/policy";
import type { AuthenticatedTransport } from "../auth/authenticated-transport.ts";
import type { ClientContext } from "../context/client-context.ts";
import { isPromiseLike } from "../util/is-promise-like.ts";

/** The owner of the current token, from the cache; `null` if it was not read before. */
export function knownMe(
	{ identityCache }: ClientContext,
	transport: AuthenticatedTransport,
	timeoutMs: number = defaultPolicy.attemptTimeoutMs,
): Me | null | Promise<Me | null> {
	const token = transport.currentToken(timeoutMs);
	return isPromiseLike(token)
		? token.then(identityCache.get)
		: identityCache.get(token);
}
