import type { Me } from "@signoff/core/contract";
import { defaultPolicy } from "@signoff/core/request/policy";
import type { Auth } from "../auth/auth.ts";
import type { AuthenticatedTransport } from "../auth/authenticated-transport.ts";
import {
	type ClientIdentity,
	createClientIdentity,
} from "../auth/client-identity.ts";
import type { IdentityCache } from "../auth/identity-cache.ts";
import type { Fetch } from "../http/transport.ts";
import { createObserver } from "../observability/create-observer.ts";
import type { Logger } from "../observability/logger.ts";
import type { Hooks, Observer } from "../observability/observer.ts";
import {
	createRateLimiter,
	type RateLimiter,
} from "../rate-limit/rate-limiter.ts";
import { isPromiseLike } from "../util/is-promise-like.ts";

/** What all operations of a client share. */
export type ClientContext = {
	base: URL;
	auth: Auth;
	fetch: Fetch;
	identityCache: ClientIdentity;
	rateLimiter: RateLimiter;
	/** `null` if there are neither hooks nor a logger. */
	observer: Observer | null;
	/**
	 * Resolves once a read may be tried again that the rate limit held beyond its deadline, at a time in Unix milliseconds.
	 * Without it the read fails.
	 */
	awaitLimit?: ((until: number) => Promise<void>) | undefined;
};

/** What a client may share with others, and what observes it. */
export type ContextOptions = {
	rateLimiter?: RateLimiter | undefined;
	identityCache?: IdentityCache | undefined;
	hooks?: Hooks | undefined;
	logger?: Logger | undefined;
};

/** @throws {TypeError} if a hook is unknown or not a function */
export function createClientContext(
	target: Pick<ClientContext, "base" | "auth" | "fetch">,
	{
		rateLimiter = createRateLimiter(),
		identityCache,
		hooks = {},
		logger,
	}: ContextOptions,
): ClientContext {
	return {
		...target,
		identityCache: createClientIdentity(identityCache, target.base),
		rateLimiter,
		observer: createObserver(hooks, logger),
	};
}

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
