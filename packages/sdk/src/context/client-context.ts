import type { Auth } from "../auth/auth.ts";
import type { IdentityCache } from "../auth/identity-cache.ts";
import type { Fetch } from "../http/transport.ts";
import type { Observer } from "../observability/observer.ts";
import type { RateLimiter } from "../rate-limit/rate-limiter.ts";

/** What all operations of a client share. */
export type ClientContext = {
	base: URL;
	auth: Auth;
	fetch: Fetch;
	identityCache: IdentityCache;
	rateLimiter: RateLimiter;
	/** `null` if there are neither hooks nor a logger. */
	observer: Observer | null;
};
